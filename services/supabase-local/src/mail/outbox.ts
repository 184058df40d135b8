import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import PostalMime from "postal-mime";
import { z } from "zod";

const mostMessages = 2_000;

const StoredMessage = z.object({
  id: z.string(),
  receivedAt: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), sizeBytes: z.number() })),
});
export type OutboxMessage = z.infer<typeof StoredMessage>;

/** Every mail that would have left this machine, newest first, kept in a folder. */
export class Outbox {
  readonly #folder: string;
  #messages: OutboxMessage[];

  private constructor(folder: string, messages: OutboxMessage[]) {
    this.#folder = folder;
    this.#messages = messages;
  }

  static async open(folder: string): Promise<Outbox> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
    const messages: OutboxMessage[] = [];
    for (const name of names.toSorted((a, b) => (a < b ? -1 : 1)).toReversed()) {
      const parsed = StoredMessage.safeParse(await readJson(path.join(folder, name)));
      if (parsed.success) messages.push(parsed.data);
    }
    return new Outbox(folder, messages);
  }

  /** Newest first; `to` keeps the messages to that address. */
  list(to: string | null): OutboxMessage[] {
    if (to === null) return this.#messages;
    const wanted = to.trim().toLowerCase();
    return this.#messages.filter((message) =>
      message.to.some((address) => address.toLowerCase() === wanted),
    );
  }

  find(id: string): OutboxMessage | null {
    return this.#messages.find((message) => message.id === id) ?? null;
  }

  async add(raw: Buffer, recipients: string[]): Promise<OutboxMessage> {
    const parsed = await PostalMime.parse(raw);
    const receivedAt = new Date();
    const id = `${receivedAt.getTime().toString(36).padStart(9, "0")}-${randomBytes(6).toString("hex")}`;
    const named = (parsed.to ?? []).flatMap((entry) => entry.address ?? []);
    const message: OutboxMessage = {
      id,
      receivedAt: receivedAt.toISOString(),
      from: parsed.from?.address ?? "",
      to: [...new Set([...recipients, ...named].map((address) => address.toLowerCase()))],
      subject: parsed.subject ?? "",
      text: parsed.text ?? "",
      html: parsed.html ?? "",
      attachments: parsed.attachments.map((attachment) => ({
        name: attachment.filename ?? "unnamed",
        type: attachment.mimeType,
        sizeBytes: measure(attachment.content),
      })),
    };
    const file = path.join(this.#folder, `${id}.json`);
    await writeFile(`${file}.tmp`, JSON.stringify(message), { mode: 0o600 });
    await rename(`${file}.tmp`, file);
    this.#messages.unshift(message);
    await this.#dropOldest();
    return message;
  }

  /** Removes all messages, or those to one address; returns how many. */
  async clear(to: string | null): Promise<number> {
    const gone = this.list(to);
    const ids = new Set(gone.map((message) => message.id));
    this.#messages = this.#messages.filter((message) => !ids.has(message.id));
    await Promise.all([...ids].map((id) => this.#removeFile(id)));
    return ids.size;
  }

  async #dropOldest(): Promise<void> {
    const surplus = this.#messages.splice(mostMessages);
    await Promise.all(surplus.map((message) => this.#removeFile(message.id)));
  }

  async #removeFile(id: string): Promise<void> {
    await rm(path.join(this.#folder, `${id}.json`), { force: true });
  }
}

function measure(content: ArrayBuffer | Uint8Array | string): number {
  return typeof content === "string" ? Buffer.byteLength(content) : content.byteLength;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return null;
  }
}
