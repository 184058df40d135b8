import { findFreePortOffset } from "@byteos/testing/free-port-offset";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Outbox } from "../src/mail/outbox.ts";
import { startSmtpInlet } from "../src/mail/smtp-inlet.ts";
import {
  createSignedIn,
  inventAddress,
  startTestInstance,
  type TestInstance,
} from "./running-instance.ts";

const password = "a long password 1";

describe("how long sessions last", () => {
  let instance: TestInstance;
  beforeAll(async () => {
    instance = await startTestInstance(`
[auth]
jwt_expiry = 300
enable_refresh_token_rotation = false
[auth.sessions]
timebox = "2h"
inactivity_timeout = "30m"
[auth.rate_limit]
token_refresh = 6
`);
  });
  afterAll(() => instance.dispose());

  it("is counted from the sign-in and from the last use", async () => {
    const { client, userId } = await createSignedIn(instance, password);
    const session = (await client.auth.getSession()).data.session;
    expect(session?.expires_in).toBe(300);
    const refreshed = await client.auth.refreshSession();
    expect(refreshed.data.session?.refresh_token).toBe(session?.refresh_token);

    const age = (column: string, interval: string) =>
      instance.query(
        `update auth.sessions set ${column} = now() - interval '${interval}' where user_id = $1`,
        [userId],
      );
    await age("refreshed_at", "29 minutes");
    expect((await client.auth.refreshSession()).error).toBeNull();
    await age("refreshed_at", "31 minutes");
    expect((await client.auth.refreshSession()).error).toMatchObject({
      status: 400,
      code: "session_expired",
    });
    const again = await createSignedIn(instance, password);
    await instance.query(
      "update auth.sessions set created_at = now() - interval '3 hours' where user_id = $1",
      [again.userId],
    );
    expect((await again.client.auth.refreshSession()).error).toMatchObject({
      code: "session_expired",
    });
  });

  it("ends refreshing too often for a while", async () => {
    const ask = () =>
      fetch(`${instance.url}/auth/v1/token?grant_type=refresh_token`, {
        method: "POST",
        headers: { apikey: instance.publishableKey },
        body: JSON.stringify({ refresh_token: "unknown" }),
      });
    const statuses: number[] = [];
    for (let turn = 0; turn < 7; turn += 1) statuses.push((await ask()).status);
    expect(statuses.at(-1)).toBe(429);
    const refused = await ask();
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      code: 429,
      error_code: "over_request_rate_limit",
    });
  });
});

describe("who may come in", () => {
  let instance: TestInstance;
  let inlet: Awaited<ReturnType<typeof startSmtpInlet>>;
  let received: Outbox;
  beforeAll(async () => {
    const portOffset = await findFreePortOffset();
    const smtpPort = 54_325 + (await findFreePortOffset());
    instance = await startTestInstance(
      `
[auth]
enable_signup = false
enable_anonymous_sign_ins = true
password_requirements = "lower_upper_letters_digits_symbols"
[auth.rate_limit]
anonymous_users = 2
[auth.email]
enable_confirmations = true
[auth.email.smtp]
enabled = true
host = "127.0.0.1"
port = ${smtpPort}
admin_email = "school@example.org"
sender_name = "The School"
`,
      { portOffset },
    );
    received = await Outbox.open(`${instance.folder}/received`);
    inlet = await startSmtpInlet(received, "127.0.0.1", smtpPort, () => {});
  });
  afterAll(async () => {
    await inlet.stop();
    await instance.dispose();
  });

  it("is nobody new where sign-up is closed, by any way", async () => {
    const visitor = instance.createVisitor();
    const email = inventAddress();
    for (const { error } of [
      await visitor.auth.signUp({ email, password: "A long password 1!" }),
      await visitor.auth.signInWithOtp({ email }),
      await visitor.auth.signInAnonymously(),
    ]) {
      expect(error).toMatchObject({ status: 422, code: "signup_disabled" });
    }
  });

  it("is whom an administrator lets in, with a password of every kind", async () => {
    const { admin } = instance.createAdmin().auth;
    const weak = await admin.createUser({ email: inventAddress(), password: "a long password 1" });
    expect(weak.error).toMatchObject({ code: "weak_password", reasons: ["characters"] });
    const email = inventAddress();
    const strong = { email, password: "A long password 1!", email_confirm: true };
    expect((await admin.createUser(strong)).error).toBeNull();
    expect((await instance.createVisitor().auth.signInWithPassword(strong)).error).toBeNull();
  });

  it("is written to through the mail server that the config names", async () => {
    const email = inventAddress("reset");
    const { admin } = instance.createAdmin().auth;
    await admin.createUser({ email, password: "A long password 1!", email_confirm: true });
    await instance.createVisitor().auth.resetPasswordForEmail(email);
    await expect
      .poll(() => received.list(email).map(({ from, to }) => ({ from, to })), {
        timeout: 10_000,
      })
      .toEqual([{ from: expect.stringContaining("school@example.org"), to: [email] }]);
  });
});
