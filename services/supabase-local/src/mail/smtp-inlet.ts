import { SMTPServer } from "smtp-server";
import type { WriteLog } from "../instance/log.ts";
import type { Outbox } from "./outbox.ts";

const largestMailBytes = 30_000_000;

/** A mail server that delivers nothing: whatever is sent to it appears in the outbox. */
export function startSmtpInlet(
  outbox: Outbox,
  host: string,
  port: number,
  log: WriteLog,
): Promise<{ stop(): Promise<void> }> {
  const server = new SMTPServer({
    name: "supabase-local",
    banner: "outbox",
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: largestMailBytes,
    closeTimeout: 1_000,
    onAuth: (_auth, _session, done) => done(null, { user: "anyone" }),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      stream.on("error", done);
      stream.on("end", () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error("Message is too large"), { responseCode: 552 }));
          return;
        }
        const recipients = session.envelope.rcptTo.map((recipient) => recipient.address);
        outbox.add(Buffer.concat(chunks), recipients).then(
          () => done(null),
          () => done(Object.assign(new Error("Message could not be kept"), { responseCode: 451 })),
        );
      });
    },
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      server.on("error", () => log("smtp.connection-failed"));
      resolve({ stop: () => new Promise((done) => server.close(() => done())) });
    });
  });
}
