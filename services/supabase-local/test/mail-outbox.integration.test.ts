import { request } from "node:http";
import nodemailer from "nodemailer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSupabaseLocal } from "../src/start-supabase-local.ts";
import { inventAddress, startTestInstance, type TestInstance } from "./running-instance.ts";

let instance: TestInstance;

beforeAll(async () => {
  instance = await startTestInstance("");
});
afterAll(() => instance.dispose());

const readJson = async (target: string) => (await fetch(`${instance.mailUrl}${target}`)).json();

describe("the outbox", () => {
  it("shows what is sent by SMTP, as it came and without running it", async () => {
    const to = inventAddress("reader");
    const transport = nodemailer.createTransport(instance.smtpUrl);
    await transport.sendMail({
      from: "studio@example.org",
      to,
      bcc: "hidden@example.org",
      subject: "Grüße — you are invited",
      text: "Plain",
      html: `<p>Page</p><script>alert(1)</script><img src="https://tracker.example/x.png">`,
      attachments: [{ filename: "list.csv", content: "a,b" }],
    });
    transport.close();
    const { messages } = (await readJson(`/api/messages?to=${to}`)) as {
      messages: { id: string; subject: string }[];
    };
    expect(messages).toHaveLength(1);
    const id = messages[0]?.id ?? "";
    expect(await readJson(`/api/messages/${id}`)).toMatchObject({
      from: "studio@example.org",
      to: [to, "hidden@example.org"],
      subject: "Grüße — you are invited",
      attachments: [{ name: "list.csv", type: "text/csv", sizeBytes: 3 }],
    });
    const page = await fetch(`${instance.mailUrl}/messages/${id}/page`);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("sandbox");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("allow-scripts");
  });

  it("keeps messages over a restart, and removes them when asked", async () => {
    const [kept, removed] = [inventAddress("kept"), inventAddress("removed")];
    const transport = nodemailer.createTransport(instance.smtpUrl);
    for (const to of [kept, removed]) {
      await transport.sendMail({ from: "a@example.org", to, subject: "Hello", text: "x" });
    }
    transport.close();
    const cleared = await fetch(`${instance.mailUrl}/api/messages?to=${removed}`, {
      method: "DELETE",
    });
    expect(await cleared.json()).toEqual({ removed: 1 });
    await instance.stop();
    Object.assign(instance, await startSupabaseLocal(instance.options));
    expect(await readJson(`/api/messages?to=${removed}`)).toEqual({ messages: [] });
    expect(await readJson(`/api/messages?to=${kept.toUpperCase()}`)).toMatchObject({
      messages: [{ subject: "Hello" }],
    });
    expect((await fetch(`${instance.mailUrl}/api/messages/none`)).status).toBe(404);
    await fetch(`${instance.mailUrl}/api/messages`, { method: "DELETE" });
    expect(await readJson("/api/messages")).toEqual({ messages: [] });
  });

  it("answers its own name only, and lets no other site read", async () => {
    const page = await fetch(instance.mailUrl);
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    const listed = await fetch(`${instance.mailUrl}/api/messages`, {
      headers: { origin: "https://evil.example" },
    });
    expect(listed.headers.get("access-control-allow-origin")).toBeNull();
    const { hostname, port } = new URL(instance.mailUrl);
    const status = await new Promise((resolve, reject) => {
      request(
        { hostname, port, path: "/api/messages", headers: { host: "evil.example" } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on("error", reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it("gives auth mails to a mail server where one is named", async () => {
    const other = await startTestInstance("[auth.email]\nenable_confirmations = true", {
      smtpUrl: instance.smtpUrl,
      mailFrom: "ByteOS <hello@example.org>",
    });
    try {
      const email = inventAddress();
      await other.createVisitor().auth.signUp({ email, password: "a long password" });
      const { message } = await instance.waitForMail(email, /confirm/i);
      expect(message.from).toBe("hello@example.org");
      const own = await fetch(`${other.mailUrl}/api/messages`);
      expect(await own.json()).toEqual({ messages: [] });
    } finally {
      await other.dispose();
    }
  });
});
