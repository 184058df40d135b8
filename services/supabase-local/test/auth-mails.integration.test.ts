import { createServerClient } from "@supabase/ssr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createSignedIn,
  inventAddress,
  openLink,
  siteUrl,
  startTestInstance,
  type TestInstance,
} from "./running-instance.ts";

const config = `
[auth]
site_url = "http://ignored.example"
additional_redirect_urls = ["http://localhost:3901/**", "https://*.example.org/welcome"]
[auth.email]
enable_confirmations = true
double_confirm_changes = true
max_frequency = "0s"
`;
const password = "a long password";
let instance: TestInstance;

beforeAll(async () => {
  instance = await startTestInstance(config);
});
afterAll(() => instance.dispose());

/** A client as an app's server makes it: PKCE, its memory in cookies. */
function createServerSide() {
  const cookies = new Map<string, string>();
  return createServerClient(instance.url, instance.publishableKey, {
    cookies: {
      getAll: () => [...cookies].map(([name, value]) => ({ name, value })),
      setAll: (changed) => {
        for (const { name, value } of changed) {
          if (value === "") cookies.delete(name);
          else cookies.set(name, value);
        }
      },
    },
  });
}

describe("sign-up with confirmation", () => {
  it("asks for the mailed code before a sign-in, which then works once", async () => {
    const client = instance.createVisitor();
    const email = inventAddress();
    const signedUp = await client.auth.signUp({ email, password });
    expect(signedUp.error).toBeNull();
    expect(signedUp.data.session).toBeNull();
    expect(signedUp.data.user?.confirmation_sent_at).toBeTruthy();
    const early = await client.auth.signInWithPassword({ email, password });
    expect(early.error).toMatchObject({ status: 400, code: "email_not_confirmed" });

    const { code, message } = await instance.waitForMail(email, /confirm/i);
    expect(message.html).toContain(code);
    const wrong = await client.auth.verifyOtp({ email, token: "000000x", type: "signup" });
    expect(wrong.error).toMatchObject({ status: 403, code: "otp_expired" });
    const right = await client.auth.verifyOtp({ email, token: code, type: "signup" });
    expect(right.data.session?.user.email_confirmed_at).toBeTruthy();
    expect(right.data.user?.identities?.[0]?.identity_data).toMatchObject({ email_verified: true });
    const again = await client.auth.verifyOtp({ email, token: code, type: "signup" });
    expect(again.error).toMatchObject({ code: "otp_expired" });
  });

  it("hides that an address is taken", async () => {
    const { email, userId } = await createSignedIn(instance, password);
    const { data, error } = await instance.createVisitor().auth.signUp({ email, password });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ email, identities: [] });
    expect(data.user?.id).not.toBe(userId);
  });

  it("leads a mailed link to the site with a session in the fragment", async () => {
    const client = instance.createVisitor();
    const email = inventAddress();
    await client.auth.signUp({
      email,
      password,
      options: { emailRedirectTo: "https://evil.example" },
    });
    const { link } = await instance.waitForMail(email, /confirm/i);
    const target = await openLink(link);
    expect(target.origin).toBe(siteUrl);
    const fragment = new URLSearchParams(target.hash.slice(1));
    expect(fragment.get("type")).toBe("signup");
    const { data } = await client.auth.getUser(fragment.get("access_token") ?? "");
    expect(data.user?.email).toBe(email);
    const second = await openLink(link);
    expect(new URLSearchParams(second.hash.slice(1)).get("error_code")).toBe("otp_expired");
  });

  it("sends the mail again on request", async () => {
    const client = instance.createVisitor();
    const email = inventAddress();
    await client.auth.signUp({ email, password });
    const first = await instance.waitForMail(email, /confirm/i);
    await fetch(`${instance.mailUrl}/api/messages?to=${email}`, { method: "DELETE" });
    expect((await client.auth.resend({ type: "signup", email })).error).toBeNull();
    const second = await instance.waitForMail(email, /confirm/i);
    expect(second.message.id).not.toBe(first.message.id);
    expect((await openLink(first.link)).hash).toContain("otp_expired");
    expect((await openLink(second.link)).hash).toContain("access_token");
  });
});

describe("password reset", () => {
  it("answers alike for known and unknown addresses and mails only the known one", async () => {
    const { email } = await createSignedIn(instance, password);
    const client = instance.createVisitor();
    const unknownEmail = inventAddress("unknown");
    const unknown = await client.auth.resetPasswordForEmail(unknownEmail);
    const known = await client.auth.resetPasswordForEmail(email);
    expect(unknown).toEqual(known);
    expect(known.error).toBeNull();
    await instance.waitForMail(email, /reset/i);
    const listed = await fetch(`${instance.mailUrl}/api/messages?to=${unknownEmail}`);
    expect(await listed.json()).toEqual({ messages: [] });
  });

  it("works with the server-side client: link, code, new password", async () => {
    const { email } = await createSignedIn(instance, password);
    const server = createServerSide();
    const redirectTo = "http://localhost:3901/auth/callback?next=/reset";
    await server.auth.resetPasswordForEmail(email, { redirectTo });
    const target = await openLink((await instance.waitForMail(email, /reset/i)).link);
    expect(`${target.origin}${target.pathname}`).toBe("http://localhost:3901/auth/callback");
    expect(target.searchParams.get("next")).toBe("/reset");
    const code = target.searchParams.get("code") ?? "";
    expect(target.hash).toBe("");

    const thief = await createServerSide().auth.exchangeCodeForSession(code);
    expect(thief.error).not.toBeNull();
    const forged = await fetch(`${instance.url}/auth/v1/token?grant_type=pkce`, {
      method: "POST",
      headers: { apikey: instance.publishableKey },
      body: JSON.stringify({ auth_code: code, code_verifier: "x".repeat(60) }),
    });
    expect(await forged.json()).toMatchObject({ error_code: "bad_code_verifier" });

    const { data, error } = await server.auth.exchangeCodeForSession(code);
    expect(error).toBeNull();
    expect(data.user?.email).toBe(email);
    expect((await server.auth.getClaims()).data?.claims.amr).toMatchObject([
      { method: "recovery" },
    ]);
    expect((await server.auth.updateUser({ password: "a new long password" })).error).toBeNull();
    const signedIn = await instance
      .createVisitor()
      .auth.signInWithPassword({ email, password: "a new long password" });
    expect(signedIn.error).toBeNull();
    const second = await server.auth.exchangeCodeForSession(code);
    expect(second.error).not.toBeNull();
  });

  it("works with the token hash that templates may carry", async () => {
    const { email } = await createSignedIn(instance, password);
    const server = createServerSide();
    await server.auth.resetPasswordForEmail(email);
    const { link } = await instance.waitForMail(email, /reset/i);
    const tokenHash = link.searchParams.get("token") ?? "";
    expect(tokenHash).toMatch(/^pkce_/);
    const { data, error } = await server.auth.verifyOtp({
      token_hash: tokenHash,
      type: "recovery",
    });
    expect(error).toBeNull();
    expect(data.user?.email).toBe(email);
  });
});

describe("sign-in by mail", () => {
  it("signs a known and a new person in by code", async () => {
    const { email, userId } = await createSignedIn(instance, password);
    const client = instance.createVisitor();
    expect((await client.auth.signInWithOtp({ email })).error).toBeNull();
    const { code } = await instance.waitForMail(email, /sign-in/i);
    const known = await client.auth.verifyOtp({ email, token: code, type: "email" });
    expect(known.data.user?.id).toBe(userId);

    const newEmail = inventAddress("new");
    await client.auth.signInWithOtp({ email: newEmail, options: { data: { team: "blue" } } });
    const mail = await instance.waitForMail(newEmail, /confirm/i);
    const fresh = await client.auth.verifyOtp({ email: newEmail, token: mail.code, type: "email" });
    expect(fresh.data.user?.user_metadata).toMatchObject({ team: "blue" });
    const server = createServerSide();
    await fetch(`${instance.mailUrl}/api/messages?to=${email}`, { method: "DELETE" });
    await server.auth.signInWithOtp({ email });
    const target = await openLink((await instance.waitForMail(email, /sign-in/i)).link);
    const byLink = await server.auth.exchangeCodeForSession(target.searchParams.get("code") ?? "");
    expect(byLink.data.user?.id).toBe(userId);
    expect((await server.auth.getClaims()).data?.claims.amr).toMatchObject([
      { method: "magiclink" },
    ]);
    const closed = await client.auth.signInWithOtp({
      email: inventAddress("closed"),
      options: { shouldCreateUser: false },
    });
    expect(closed.error).toMatchObject({ status: 422, code: "otp_disabled" });
  });
});

describe("change of address", () => {
  it("needs both addresses to confirm", async () => {
    const { client, email } = await createSignedIn(instance, password);
    const { email: taken } = await createSignedIn(instance, password);
    expect((await client.auth.updateUser({ email: taken })).error).toMatchObject({
      status: 422,
      code: "email_exists",
    });
    const newEmail = inventAddress("moved");
    const asked = await client.auth.updateUser({ email: newEmail });
    expect(asked.data.user).toMatchObject({ email, new_email: newEmail });

    const first = await openLink((await instance.waitForMail(newEmail, /email/i)).link);
    expect(first.hash).toContain("message=");
    expect((await client.auth.getUser()).data.user?.email).toBe(email);
    const second = await openLink((await instance.waitForMail(email, /email/i)).link);
    expect(second.hash).toContain("access_token");
    const moved = await client.auth.getUser();
    expect(moved.data.user?.email).toBe(newEmail);
    expect(moved.data.user?.identities?.[0]?.identity_data).toMatchObject({ email: newEmail });
    expect(moved.data.user?.new_email).toBeUndefined();
  });

  it("is not finished by two links to the same address", async () => {
    const { client, email } = await createSignedIn(instance, password);
    const newEmail = inventAddress("half");
    await client.auth.updateUser({ email: newEmail });
    const { link, code } = await instance.waitForMail(newEmail, /email/i);
    await openLink(link);
    const again = await client.auth.verifyOtp({
      email: newEmail,
      token: code,
      type: "email_change",
    });
    expect(again.error).toMatchObject({ code: "otp_expired" });
    expect((await client.auth.getUser()).data.user?.email).toBe(email);
  });
});

describe("where links may lead", () => {
  it.each([
    ["http://localhost:3900/inside?x=1", "http://localhost:3900/inside"],
    ["http://localhost:3901/a/b", "http://localhost:3901/a/b"],
    ["https://eu.example.org/welcome", "https://eu.example.org/welcome"],
    ["https://a.b.example.org/welcome", `${siteUrl}/`],
    ["https://eu.example.org/other", `${siteUrl}/`],
    ["http://localhost:3901@evil.example/", `${siteUrl}/`],
    ["http://localhost:3902/", `${siteUrl}/`],
    ["javascript:alert(1)", `${siteUrl}/`],
    ["//evil.example", `${siteUrl}/`],
  ])("%s leads to %s", async (wanted, expected) => {
    const { email } = await createSignedIn(instance, password);
    await instance.createVisitor().auth.resetPasswordForEmail(email, { redirectTo: wanted });
    const { link } = await instance.waitForMail(email, /reset/i);
    const target = await openLink(link);
    expect(`${target.origin}${target.pathname}`).toBe(expected);
  });
});
