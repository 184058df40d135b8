import { randomUUID } from "node:crypto";
import { listOutbox, withTestSupabase } from "@byteos/testing/test-supabase";
import { createClient } from "@supabase/supabase-js";
import { describe, expect, it, vi } from "vitest";
import { namedCaller } from "../src/auth/caller-address.ts";
import { createSupabaseAuthAdmin } from "../src/auth/supabase-auth-admin.ts";
import { createSupabaseAuth } from "../src/auth/supabase-auth.ts";
import { renderInvitationMail } from "../src/mail/invitation-mail.ts";
import { createSmtpMailer } from "../src/mail/smtp-mailer.ts";

const supabase = withTestSupabase();
const password = "a long enough password";
const returnUrl = "http://localhost:3000/auth/callback";
const address = () => `${randomUUID().slice(0, 13)}@example.org`;

/** One browser: a client that remembers its session and its code verifier. */
function makeBrowser(callerAddress: string | null = null) {
  const kept = new Map<string, string>();
  const { key, headers } = namedCaller({ ...supabase.details, address: callerAddress });
  const client = createClient(supabase.details.url, key, {
    global: { headers },
    auth: {
      flowType: "pkce",
      autoRefreshToken: false,
      detectSessionInUrl: false,
      persistSession: true,
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
    },
  });
  return {
    auth: createSupabaseAuth(client),
    email: async () => (await client.auth.getUser()).data.user?.email ?? null,
  };
}

const makeAdmin = () =>
  createSupabaseAuthAdmin({
    supabaseUrl: supabase.details.url,
    secretKey: supabase.details.secretKey,
  });

async function makeAccount(): Promise<{ userId: string; email: string }> {
  const email = address();
  return {
    email,
    userId: await makeAdmin().createUser({ email, password, fullName: "Robin Vale" }),
  };
}

/** Follows the link of the latest mail as a browser would, up to the app's own address. */
async function followLink(email: string): Promise<URL> {
  // Mails leave after the answer, so that its time tells nobody which addresses exist.
  const link = await vi.waitFor(async () => {
    const [mail] = await listOutbox(supabase.details.mailUrl, email);
    const found = /href="([^"]*\/auth\/v1\/verify[^"]*)"/.exec(mail?.html ?? "")?.[1];
    if (found === undefined) throw new Error(`No link was sent to ${email}`);
    return found;
  }, 10_000);
  const response = await fetch(link.replaceAll("&amp;", "&"), { redirect: "manual" });
  return new URL(response.headers.get("location") ?? "");
}

describe("limits", () => {
  it("count wrong passwords against the caller alone, and let the owner in from elsewhere", async () => {
    const { email } = await makeAccount();
    const guesser = makeBrowser("192.0.2.10");
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await expect(guesser.auth.signIn({ email, password: "wrong guess" })).rejects.toMatchObject({
        code: "auth.invalid-credentials",
      });
    }
    await expect(guesser.auth.signIn({ email, password })).rejects.toMatchObject({ kind: "limit" });
    const owner = makeBrowser("192.0.2.11");
    await owner.auth.signIn({ email, password });
    expect(await owner.email()).toBe(email);
    await owner.auth.updatePassword({ password: "another long password" });
    await owner.auth.signOut("here");
    await owner.auth.signIn({ email, password: "another long password" });
  });
});

describe("the auth port on Supabase", () => {
  it("signs up, confirms by mail and signs in", async () => {
    const browser = makeBrowser();
    const email = address();
    const outcome = await browser.auth.signUp({ email, password, fullName: "Ida Rowe", returnUrl });
    expect(outcome).toBe("confirmation-sent");
    await expect(browser.auth.signIn({ email, password })).rejects.toMatchObject({
      kind: "precondition",
      code: "auth.email-not-confirmed",
    });
    const arrived = await followLink(email);
    expect(arrived.origin + arrived.pathname).toBe(returnUrl);
    await browser.auth.exchangeCode(arrived.searchParams.get("code") ?? "");
    expect(await browser.email()).toBe(email);
    await browser.auth.signOut("here");
    expect(await browser.email()).toBeNull();
    await browser.auth.signIn({ email, password });
    expect(await browser.email()).toBe(email);
  });

  it("answers a sign-up for a known address as for a new one", async () => {
    const { email } = await makeAccount();
    const again = { email, password: "another long password", fullName: "Somebody", returnUrl };
    expect(await makeBrowser().auth.signUp(again)).toBe("confirmation-sent");
    await expect(makeBrowser().auth.signIn(again)).rejects.toMatchObject({ kind: "unauthorized" });
  });

  it("answers a wrong password as it answers an unknown address", async () => {
    const { email } = await makeAccount();
    const answers = await Promise.all(
      [
        { email, password: "not this one at all" },
        { email: address(), password },
      ].map((input) =>
        makeBrowser()
          .auth.signIn(input)
          .catch(({ kind, code, message }: { kind: string; code: string; message: string }) => ({
            kind,
            code,
            message,
          })),
      ),
    );
    expect(answers[0]).toMatchObject({ kind: "unauthorized", code: "auth.invalid-credentials" });
    expect(answers[1]).toEqual(answers[0]);
  });

  it("resets a password by mail and says nothing of unknown addresses", async () => {
    const { email } = await makeAccount();
    const unknown = address();
    const browser = makeBrowser();
    await browser.auth.requestPasswordReset({ email: unknown, returnUrl });
    await browser.auth.requestPasswordReset({ email, returnUrl });
    const arrived = await followLink(email);
    expect(await listOutbox(supabase.details.mailUrl, unknown)).toEqual([]);
    const code = arrived.searchParams.get("code") ?? "";
    await expect(makeBrowser().auth.exchangeCode(code)).rejects.toMatchObject({
      kind: "precondition",
    });
    await browser.auth.exchangeCode(code);
    await expect(browser.auth.updatePassword({ password: "short" })).rejects.toMatchObject({
      kind: "validation",
      code: "auth.weak-password",
    });
    await browser.auth.updatePassword({ password: "a completely new one" });
    await expect(makeBrowser().auth.signIn({ email, password })).rejects.toMatchObject({
      kind: "unauthorized",
    });
    await expect(
      makeBrowser().auth.signIn({ email, password: "a completely new one" }),
    ).resolves.toBeUndefined();
    const used = await followLink(email);
    expect(used.searchParams.get("code")).toBeNull();
  });

  it("asks who is signed out to sign in, and signs out twice without complaint", async () => {
    const browser = makeBrowser();
    await expect(browser.auth.updatePassword({ password })).rejects.toMatchObject({
      kind: "unauthorized",
      code: "auth.session-ended",
    });
    await browser.auth.signOut("everywhere");
    await expect(
      browser.auth.verifyTokenHash({ tokenHash: "nothing", type: "recovery" }),
    ).rejects.toMatchObject({
      kind: "precondition",
      code: "auth.link-expired",
    });
  });

  it("says when the auth service cannot be reached", async () => {
    const unreachable = createSupabaseAuth(createClient("http://127.0.0.1:9", "key"));
    await expect(unreachable.signIn({ email: address(), password })).rejects.toMatchObject({
      kind: "internal",
      code: "auth.unavailable",
    });
  });
});

describe("accounts as the service sees them", () => {
  it("are made, found, given passwords and removed", async () => {
    const admin = makeAdmin();
    const { userId, email } = await makeAccount();
    expect(await admin.findUserId(email.toUpperCase())).toBe(userId);
    await expect(admin.createUser({ email, password, fullName: "Twice" })).rejects.toMatchObject({
      kind: "conflict",
      code: "auth.address-taken",
    });
    await admin.setPassword(userId, "set by the service");
    await expect(
      makeBrowser().auth.signIn({ email, password: "set by the service" }),
    ).resolves.toBeUndefined();
    await admin.deleteUser(userId);
    await admin.deleteUser(userId);
    expect(await admin.findUserId(email)).toBeNull();
    await expect(makeBrowser().auth.signIn({ email, password })).rejects.toMatchObject({
      kind: "unauthorized",
    });
  });
});

describe("mail over SMTP", () => {
  it("arrives as it was written, and says when no server takes it", async () => {
    const mailer = createSmtpMailer({
      smtpUrl: supabase.details.smtpUrl,
      from: "ByteOS <no-reply@example.org>",
    });
    const to = address();
    const written = renderInvitationMail({
      organisationName: "Müller & Söhne",
      inviterName: "Ada",
      role: "creator",
      link: "http://localhost:3000/invitation/abc",
      validDays: 14,
    });
    await mailer.send({ to, ...written });
    mailer.close();
    const [mail] = await listOutbox(supabase.details.mailUrl, to);
    expect(mail?.subject).toBe(written.subject);
    expect(mail?.text.trim()).toBe(written.text.trim());
    expect(mail?.html).toContain("Müller &amp; Söhne");
    const nobody = createSmtpMailer({ smtpUrl: "smtp://127.0.0.1:9", from: "a@example.org" });
    await expect(nobody.send({ to, ...written })).rejects.toMatchObject({
      kind: "internal",
      code: "mail.not-sent",
    });
    nobody.close();
  });
});
