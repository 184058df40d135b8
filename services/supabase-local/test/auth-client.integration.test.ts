import { createClient, type EmailOtpType } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createSignedIn,
  inventAddress,
  startTestInstance,
  type TestInstance,
} from "./running-instance.ts";

const config = `
[auth]
enable_anonymous_sign_ins = true
[auth.rate_limit]
sign_in_sign_ups = 500
token_verifications = 500
[auth.email]
enable_confirmations = true
double_confirm_changes = false
otp_length = 8
max_frequency = "0s"
`;
const password = "a long password";
let instance: TestInstance;

beforeAll(async () => {
  instance = await startTestInstance(config);
});
afterAll(() => instance.dispose());

/** A client that keeps its session in memory, as a browser tab does. */
function openTab() {
  const kept = new Map<string, string>();
  const client = createClient(instance.url, instance.publishableKey, {
    auth: {
      autoRefreshToken: false,
      detectSessionInUrl: false,
      experimental: { passkey: true },
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
    },
  });
  return { client, kept };
}

describe("a session in a client", () => {
  it("is announced, kept, set elsewhere, renewed and ended", async () => {
    const { email } = await createSignedIn(instance, password);
    const { client, kept } = openTab();
    const events: string[] = [];
    const { data } = client.auth.onAuthStateChange((event) => void events.push(event));
    await client.auth.signInWithPassword({ email, password });
    expect(kept.size).toBe(1);
    const session = (await client.auth.getSession()).data.session;
    const other = openTab().client;
    const set = await other.auth.setSession({
      access_token: session?.access_token ?? "",
      refresh_token: session?.refresh_token ?? "",
    });
    expect(set.data.user?.email).toBe(email);
    expect((await client.auth.refreshSession()).error).toBeNull();
    await client.auth.updateUser({ data: { nickname: "Ada" } });
    await client.auth.signOut();
    expect(kept.size).toBe(0);
    expect(events).toEqual([
      "INITIAL_SESSION",
      "SIGNED_IN",
      "TOKEN_REFRESHED",
      "USER_UPDATED",
      "SIGNED_OUT",
    ]);
    data.subscription.unsubscribe();
    expect((await other.auth.getUser()).error?.name).toBe("AuthSessionMissingError");
    const forged = await other.auth.setSession({ access_token: "a.b.c", refresh_token: "none" });
    expect(forged.error).not.toBeNull();
    const renewed = await openTab().client.auth.refreshSession();
    expect(renewed.error?.name).toBe("AuthSessionMissingError");
  });

  it("ends here, everywhere else, or everywhere", async () => {
    const { client: first, email } = await createSignedIn(instance, password);
    const second = instance.createVisitor();
    const third = instance.createVisitor();
    await second.auth.signInWithPassword({ email, password });
    await third.auth.signInWithPassword({ email, password });
    const isOpen = async (client: typeof first) => (await client.auth.getUser()).error === null;
    await first.auth.signOut({ scope: "others" });
    expect([await isOpen(first), await isOpen(second), await isOpen(third)]).toEqual([
      true,
      false,
      false,
    ]);
    await second.auth.signInWithPassword({ email, password });
    const token = (await second.auth.getSession()).data.session?.access_token ?? "";
    expect((await instance.createAdmin().auth.admin.signOut(token, "local")).error).toBeNull();
    expect([await isOpen(first), await isOpen(second)]).toEqual([true, false]);
    expect((await instance.createAdmin().auth.admin.signOut("none")).error).not.toBeNull();
  });
});

describe("every kind of link", () => {
  const makeLink = async (type: "signup" | "invite" | "magiclink" | "recovery") => {
    const admin = instance.createAdmin().auth.admin;
    const email = inventAddress(type);
    if (type === "recovery" || type === "magiclink") {
      await admin.createUser({ email, password, email_confirm: true });
    }
    const { data, error } = await admin.generateLink(
      type === "signup" ? { type, email, password } : { type, email },
    );
    if (error) throw error;
    return { email, properties: data.properties };
  };

  it.each([
    ["signup", "signup"],
    ["signup", "email"],
    ["invite", "invite"],
    ["magiclink", "magiclink"],
    ["magiclink", "email"],
    ["recovery", "recovery"],
  ] as const)("%s is taken as %s, by its hash and by its code, once", async (type, as) => {
    const byHash = await makeLink(type);
    const verify = (tokenHash: string, kind: EmailOtpType) =>
      instance.createVisitor().auth.verifyOtp({ token_hash: tokenHash, type: kind });
    expect(byHash.properties.email_otp).toMatch(/^\d{8}$/);
    const first = await verify(byHash.properties.hashed_token, as);
    expect(first.data.user).toMatchObject({ email: byHash.email });
    expect(first.data.session?.access_token).toBeTruthy();
    const second = await verify(byHash.properties.hashed_token, as);
    expect(second.error).toMatchObject({ status: 403, code: "otp_expired" });

    const byCode = await makeLink(type);
    const present = (token: string, email = byCode.email) =>
      instance.createVisitor().auth.verifyOtp({ email, token, type: as });
    const code = byCode.properties.email_otp;
    expect((await present(code, byHash.email)).error).toMatchObject({ code: "otp_expired" });
    expect((await present(code)).data.user?.email).toBe(byCode.email);
    expect((await present(code)).error).toMatchObject({ code: "otp_expired" });
  });

  it("is refused when it has run out or is of another kind", async () => {
    const old = await makeLink("magiclink");
    await instance.query(
      "update auth.users set recovery_sent_at = now() - interval '2 hours' where email = $1",
      [old.email],
    );
    const visitor = instance.createVisitor();
    const late = await visitor.auth.verifyOtp({
      token_hash: old.properties.hashed_token,
      type: "magiclink",
    });
    expect(late.error).toMatchObject({ status: 403, code: "otp_expired" });
    const { properties } = await makeLink("recovery");
    const other = await visitor.auth.verifyOtp({
      token_hash: properties.hashed_token,
      type: "invite",
    });
    expect(other.error).toMatchObject({ code: "otp_expired" });
    const unknown = await visitor.auth.verifyOtp({ token_hash: "x", type: "none" as "email" });
    expect(unknown.error).toMatchObject({ status: 400, code: "validation_failed" });
  });

  it("changes an address by links for both mailboxes", async () => {
    const admin = instance.createAdmin().auth.admin;
    const { email, client } = await createSignedIn(instance, password);
    const newEmail = inventAddress("moved");
    const link = await admin.generateLink({ type: "email_change_new", email, newEmail });
    if (link.error) throw link.error;
    const moved = await instance.createVisitor().auth.verifyOtp({
      token_hash: link.data.properties.hashed_token,
      type: "email_change",
    });
    expect(moved.error).toBeNull();
    expect((await client.auth.getUser()).data.user?.email).toBe(newEmail);
    const current = await admin.generateLink({
      type: "email_change_current",
      email: newEmail,
      newEmail: inventAddress(),
    });
    expect(current.data.properties?.verification_type).toBe("email_change_current");
    const taken = await createSignedIn(instance, password);
    const refused = await admin.generateLink({
      type: "email_change_new",
      email: newEmail,
      newEmail: taken.email,
    });
    expect(refused.error).toMatchObject({ status: 422, code: "email_exists" });
  });

  it("is sent again for a change of address that waits", async () => {
    const { client, email } = await createSignedIn(instance, password);
    const newEmail = inventAddress("waiting");
    await client.auth.updateUser({ email: newEmail });
    const first = await instance.waitForMail(newEmail, /email/i);
    await fetch(`${instance.mailUrl}/api/messages?to=${newEmail}`, { method: "DELETE" });
    expect((await client.auth.resend({ type: "email_change", email })).error).toBeNull();
    const second = await instance.waitForMail(newEmail, /email/i);
    expect(second.code).not.toBe(first.code);
    const verified = await client.auth.verifyOtp({
      email: newEmail,
      token: second.code,
      type: "email_change",
    });
    expect(verified.data.user?.email).toBe(newEmail);
    const wrong = await client.auth.resend({ type: "nothing" as "signup", email });
    expect(wrong.error).toMatchObject({ status: 400, code: "validation_failed" });
  });
});

describe("an anonymous person", () => {
  it("becomes a permanent one with an address and a password, and keeps their id", async () => {
    const { client } = openTab();
    const { data } = await client.auth.signInAnonymously({ options: { data: { visits: 1 } } });
    expect(data.user?.is_anonymous).toBe(true);
    expect((await client.auth.getClaims()).data?.claims).toMatchObject({ is_anonymous: true });
    const early = await client.auth.updateUser({ password });
    expect(early.error).toMatchObject({ status: 422, code: "validation_failed" });
    const nonce = await client.auth.reauthenticate();
    expect(nonce.error).toMatchObject({ status: 422 });
    const email = inventAddress("permanent");
    await client.auth.updateUser({ email });
    const { code: token } = await instance.waitForMail(email, /email/i);
    await client.auth.verifyOtp({ email, token, type: "email_change" });
    expect((await client.auth.updateUser({ password })).error).toBeNull();
    const back = await instance.createVisitor().auth.signInWithPassword({ email, password });
    expect(back.data.user).toMatchObject({
      id: data.user?.id,
      is_anonymous: false,
      user_metadata: { visits: 1 },
    });
    expect(back.data.user?.identities?.map((each) => each.provider)).toEqual(["email"]);
  });
});

describe("administration", () => {
  it("deletes softly: the row stays, and nothing that says who it was", async () => {
    const admin = instance.createAdmin().auth.admin;
    const { email, userId, client } = await createSignedIn(instance, password);
    await client.auth.updateUser({ data: { full_name: "Ada Byron" } });
    expect((await admin.deleteUser(userId, true)).error).toBeNull();
    const rows = await instance.query<{ row: object }>(
      "select to_jsonb(u) as row from auth.users u where id = $1",
      [userId],
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(email);
    expect(JSON.stringify(rows)).not.toContain("Ada Byron");
    expect((await client.auth.getUser()).error).not.toBeNull();
    expect((await admin.getUserById(userId)).error).toMatchObject({ code: "user_not_found" });
    // The address is free for somebody new.
    expect((await admin.createUser({ email, password })).error).toBeNull();
  });

  it("pages past the end, and refuses pages and ids that are none", async () => {
    const admin = instance.createAdmin().auth.admin;
    const beyond = await admin.listUsers({ page: 10_000, perPage: 10 });
    expect(beyond.data.users).toEqual([]);
    const answer = await fetch(`${instance.url}/auth/v1/admin/users?page=-1`, {
      headers: { apikey: instance.secretKey },
    });
    expect(answer.status).toBe(400);
    const listed = await fetch(`${instance.url}/auth/v1/admin/users?page=1&per_page=1`, {
      headers: { apikey: instance.secretKey },
    });
    expect(Number(listed.headers.get("x-total-count"))).toBeGreaterThan(1);
    expect(listed.headers.get("link")).toMatch(/page=2&per_page=1>; rel="next"/);
    const unknown = "00000000-0000-4000-8000-000000000000";
    for (const refused of [
      await admin.updateUserById(unknown, { email_confirm: true }),
      await admin.mfa.listFactors({ userId: unknown }),
      await admin.mfa.deleteFactor({ userId: unknown, id: unknown }),
    ]) {
      expect(refused.error).toMatchObject({ status: 404, code: "user_not_found" });
    }
    const weak = await admin.createUser({ email: inventAddress(), password: "ab" });
    expect(weak.error).toMatchObject({ status: 422, code: "weak_password", reasons: ["length"] });
  });
});

describe("what is not served", () => {
  it("answers as a project that has it off", async () => {
    const { client } = await createSignedIn(instance, password);
    const { auth } = client;
    const phone = "+15550100";
    const answers = [
      [await auth.signInWithSSO({ domain: "example.org" }), "saml_provider_disabled"],
      [
        await auth.signInWithWeb3({ chain: "solana", message: "m", signature: new Uint8Array(64) }),
        "web3_provider_disabled",
      ],
      [await auth.signUp({ phone, password }), "phone_provider_disabled"],
      [await auth.signInWithPassword({ phone, password }), "phone_provider_disabled"],
      [await auth.signInWithOtp({ phone }), "phone_provider_disabled"],
      [await auth.resend({ type: "sms", phone }), "phone_provider_disabled"],
      [await auth.updateUser({ phone }), "phone_provider_disabled"],
      [await auth.linkIdentity({ provider: "github" }), "manual_linking_disabled"],
      [await auth.oauth.listGrants(), "feature_disabled"],
      [await auth.oauth.getAuthorizationDetails("x"), "feature_disabled"],
      [await auth.passkey.list(), "passkey_disabled"],
      [await instance.createAdmin().auth.admin.oauth.listClients(), "feature_disabled"],
      [await instance.createAdmin().auth.admin.customProviders.listProviders(), "feature_disabled"],
    ] as const;
    for (const [{ error }, code] of answers) expect(error).toMatchObject({ code });
  });
});
