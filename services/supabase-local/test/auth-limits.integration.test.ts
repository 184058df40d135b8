import { afterAll, beforeAll, expect, it } from "vitest";
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
