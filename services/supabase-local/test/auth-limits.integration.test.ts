import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createSignedIn,
  inventAddress,
  startTestInstance,
  type TestInstance,
} from "./running-instance.ts";

const config = `
[auth.rate_limit]
email_sent = 4
sign_in_sign_ups = 500
[auth.email]
max_frequency = "1m"
secure_password_change = true
[auth.mfa.totp]
enroll_enabled = true
verify_enabled = true
`;
const password = "a long password";
let instance: TestInstance;

beforeAll(async () => {
  instance = await startTestInstance(config);
});
afterAll(() => instance.dispose());

it("stops guessing a password and says when to try again", async () => {
  const { email } = await createSignedIn(instance, password);
  const { email: other } = await createSignedIn(instance, password);
  const guess = (guessed: string, to = email) =>
    fetch(`${instance.url}/auth/v1/token?grant_type=password`, {
      method: "POST",
      headers: { apikey: instance.publishableKey },
      body: JSON.stringify({ email: to, password: guessed }),
    });
  const statuses = [];
  for (let attempt = 0; attempt < 11; attempt += 1) statuses.push((await guess("wrong")).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429]);
  const refused = await guess(password);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ error_code: "over_request_rate_limit" });
  expect((await guess(password, other)).status).toBe(200);
});

it("counts by the caller's address that a server names with the secret key", async () => {
  const { email } = await createSignedIn(instance, password);
  const guess = (address: string, key: string) =>
    fetch(`${instance.url}/auth/v1/token?grant_type=password`, {
      method: "POST",
      headers: { apikey: key, "sb-forwarded-for": address },
      body: JSON.stringify({ email, password: "wrong" }),
    });
  for (let attempt = 0; attempt < 10; attempt += 1) await guess("192.0.2.1", instance.secretKey);
  expect((await guess("192.0.2.1", instance.secretKey)).status).toBe(429);
  expect((await guess("192.0.2.2", instance.secretKey)).status).toBe(400);
  // Without the secret key the header is only a claim.
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await guess(`198.51.100.${attempt}`, instance.publishableKey);
  }
  expect((await guess("198.51.100.200", instance.publishableKey)).status).toBe(429);
});

it("stops guessing codes", async () => {
  const client = instance.createVisitor();
  const email = inventAddress();
  const codes = [];
  for (let attempt = 0; attempt < 31; attempt += 1) {
    const token = String(attempt).padStart(6, "0");
    codes.push((await client.auth.verifyOtp({ email, token, type: "email" })).error?.code);
  }
  expect(codes.slice(0, 30).every((code) => code === "otp_expired")).toBe(true);
  expect(codes[30]).toBe("over_request_rate_limit");
});

it("limits mails alike for known and unknown addresses", async () => {
  const { email } = await createSignedIn(instance, password);
  const unknown = inventAddress("unknown");
  const client = instance.createVisitor();
  for (const address of [email, unknown]) {
    expect((await client.auth.resetPasswordForEmail(address)).error).toBeNull();
    const again = await client.auth.resetPasswordForEmail(address);
    expect(again.error).toMatchObject({ status: 429, code: "over_email_send_rate_limit" });
    expect(again.error?.message).toMatch(/only request this after \d+ seconds/);
  }
  const overall = await client.auth.resetPasswordForEmail(inventAddress());
  expect(overall.error).toMatchObject({ status: 429, message: "email rate limit exceeded" });
});

describe("a burst of guesses at once", () => {
  let addresses = 0;

  /** Sends the same request many times at once, from an address of its own. Gives the statuses that came. */
  async function burst(count: number, path: string, body: object, more: RequestInit = {}) {
    addresses += 1;
    const headers = {
      apikey: instance.secretKey,
      "sb-forwarded-for": `203.0.113.${addresses}`,
      ...(more.headers as Record<string, string>),
    };
    const request = { method: "POST", ...more, headers, body: JSON.stringify(body) };
    const answers = await Promise.all(
      Array.from({ length: count }, () => fetch(`${instance.url}/auth/v1/${path}`, request)),
    );
    const statuses = answers.map(({ status }) => status);
    return (wanted: number) => statuses.filter((status) => status === wanted).length;
  }

  async function readToken(client: Awaited<ReturnType<typeof createSignedIn>>["client"]) {
    const { data } = await client.auth.getSession();
    return { authorization: `Bearer ${data.session?.access_token}` };
  }

  it("gets no more passwords than a row of them, and stops no right one", async () => {
    const { email } = await createSignedIn(instance, password);
    const path = "token?grant_type=password";
    const right = await burst(15, path, { email, password });
    expect(right(200)).toBe(15);
    const wrong = await burst(25, path, { email, password: "wrong" });
    expect([wrong(400), wrong(429)]).toEqual([10, 15]);
  });

  it("gets no more mailed codes", async () => {
    const body = { email: inventAddress(), token: "123456", type: "email" };
    const count = await burst(45, "verify", body);
    expect([count(403), count(429)]).toEqual([30, 15]);
  });

  it("gets no more codes of an authenticator", async () => {
    const { client } = await createSignedIn(instance, password);
    const enrolled = await client.auth.mfa.enroll({ factorType: "totp" });
    const headers = await readToken(client);
    const factor = `factors/${enrolled.data?.id}`;
    const challenge = await fetch(`${instance.url}/auth/v1/${factor}/challenge`, {
      method: "POST",
      headers: {
        ...headers,
        apikey: instance.secretKey,
        "sb-forwarded-for": `203.0.113.${addresses + 1}`,
      },
    });
    const { id } = (await challenge.json()) as { id: string };
    const body = { challenge_id: id, code: "wrong!" };
    const count = await burst(45, `${factor}/verify`, body, { headers });
    expect([count(422), count(429)]).toEqual([30, 15]);
  });

  it("gets no more codes that a new password asks for", async () => {
    const { client, userId } = await createSignedIn(instance, password);
    await instance.query(
      "update auth.users set last_sign_in_at = now() - interval '2 days' where id = $1",
      [userId],
    );
    const body = { password: "another long password", nonce: "123456" };
    const more = { method: "PUT", headers: await readToken(client) };
    const count = await burst(45, "user", body, more);
    expect([count(422), count(429)]).toEqual([30, 15]);
  });
});
