import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { computeTotp } from "../src/auth/mfa/totp.ts";
import { createSignedIn, startTestInstance, type TestInstance } from "./running-instance.ts";

const config = `
[auth]
enable_anonymous_sign_ins = true
[auth.email]
enable_confirmations = true
max_frequency = "0s"
[auth.mfa]
max_enrolled_factors = 3
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

async function enroll(client: SupabaseClient, friendlyName = "Phone") {
  const { data, error } = await client.auth.mfa.enroll({ factorType: "totp", friendlyName });
  if (error) throw error;
  return { id: data.id, ...data.totp };
}

async function pass(client: SupabaseClient, factor: { id: string; secret: string }) {
  const code = computeTotp(factor.secret, Date.now());
  return client.auth.mfa.challengeAndVerify({ factorId: factor.id, code });
}

/** A person whose session has passed the second step, and the same person with a new aal1 session. */
async function createSecured() {
  const person = await createSignedIn(instance, password);
  const factor = await enroll(person.client);
  const passed = await pass(person.client, factor);
  if (passed.error) throw passed.error;
  const visitor = createClient(instance.url, instance.publishableKey, {
    auth: {
      persistSession: false,
      autoRefreshToken: false,
      experimental: { recoveryCodes: true },
    },
  });
  const { email } = person;
  const second = await visitor.auth.signInWithPassword({ email, password });
  if (second.error) throw second.error;
  return { ...person, factor, visitor };
}

describe("enrolment", () => {
  it("gives a secret, its address and a QR code, and counts only once it is verified", async () => {
    const { client } = await createSignedIn(instance, password);
    const { data, error } = await client.auth.mfa.enroll({
      factorType: "totp",
      friendlyName: "My phone",
      issuer: "School",
    });
    expect(error).toBeNull();
    expect(data).toMatchObject({ type: "totp", friendly_name: "My phone" });
    expect(data?.totp.qr_code).toMatch(/^data:image\/svg\+xml;utf-8,<svg /);
    expect(data?.totp.uri).toContain(`secret=${data?.totp.secret}`);
    expect(data?.totp.uri).toContain("otpauth://totp/School:");

    const listed = await client.auth.mfa.listFactors();
    expect(listed.data?.totp).toEqual([]);
    expect(listed.data?.all).toMatchObject([{ status: "unverified", friendly_name: "My phone" }]);
    const level = await client.auth.mfa.getAuthenticatorAssuranceLevel();
    expect(level.data).toMatchObject({ currentLevel: "aal1", nextLevel: "aal1" });
  });

  it("raises the session that verifies it, and ends those that did not", async () => {
    const { client, email } = await createSignedIn(instance, password);
    const other = instance.createVisitor();
    await other.auth.signInWithPassword({ email, password });
    const factor = await enroll(client);
    const wrong = await client.auth.mfa.challengeAndVerify({ factorId: factor.id, code: "000000" });
    expect(wrong.error).toMatchObject({ status: 422, code: "mfa_verification_failed" });

    const { data, error } = await pass(client, factor);
    expect(error).toBeNull();
    expect(data?.user.factors).toMatchObject([{ id: factor.id, status: "verified" }]);
    const claims = (await client.auth.getClaims()).data?.claims;
    expect(claims).toMatchObject({ aal: "aal2" });
    expect(claims?.amr?.map((each) => (typeof each === "string" ? each : each.method))).toEqual([
      "totp",
      "password",
    ]);
    const level = await client.auth.mfa.getAuthenticatorAssuranceLevel();
    expect(level.data).toMatchObject({ currentLevel: "aal2", nextLevel: "aal2" });
    expect((await other.auth.getUser()).error).toMatchObject({ name: "AuthSessionMissingError" });

    const refreshed = await client.auth.refreshSession();
    expect(refreshed.error).toBeNull();
    expect((await client.auth.getClaims()).data?.claims).toMatchObject({ aal: "aal2" });
  });

  it("refuses a name twice, too many, other people's factors and ways that are not served", async () => {
    const { client } = await createSignedIn(instance, password);
    const first = await enroll(client, "One");
    const again = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "One" });
    expect(again.error).toMatchObject({ status: 422, code: "mfa_factor_name_conflict" });
    await enroll(client, "Two");
    await enroll(client, "Three");
    const fourth = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "Four" });
    expect(fourth.error).toMatchObject({ code: "too_many_enrolled_mfa_factors" });

    const { client: stranger } = await createSignedIn(instance, password);
    const foreign = await stranger.auth.mfa.challenge({ factorId: first.id });
    expect(foreign.error).toMatchObject({ status: 404, code: "mfa_factor_not_found" });
    expect((await stranger.auth.mfa.unenroll({ factorId: first.id })).error).toMatchObject({
      code: "mfa_factor_not_found",
    });
    const phone = await client.auth.mfa.enroll({ factorType: "phone", phone: "+41790000000" });
    expect(phone.error).toMatchObject({ status: 422, code: "mfa_phone_enroll_not_enabled" });
    const key = await client.auth.mfa.enroll({ factorType: "webauthn", friendlyName: "Key" });
    expect(key.error).toMatchObject({ code: "mfa_webauthn_enroll_not_enabled" });
    const anonymous = instance.createVisitor();
    await anonymous.auth.signInAnonymously();
    const nobody = await anonymous.auth.mfa.enroll({ factorType: "totp" });
    expect(nobody.error).toMatchObject({ status: 403, code: "no_authorization" });
  });
});

describe("a challenge", () => {
  it("is spent by one verification and belongs to its factor", async () => {
    const { visitor, factor, client } = await createSecured();
    const asked = await visitor.auth.mfa.challenge({ factorId: factor.id });
    expect(asked.data).toMatchObject({ type: "totp" });
    expect(asked.data?.expires_at).toBeGreaterThan(Date.now() / 1000);
    const code = computeTotp(factor.secret, Date.now());
    const answer = { factorId: factor.id, challengeId: asked.data?.id ?? "", code };
    expect((await visitor.auth.mfa.verify(answer)).error).toBeNull();
    expect((await visitor.auth.mfa.verify(answer)).error).toMatchObject({
      code: "mfa_ip_address_mismatch",
    });
    const unknown = await client.auth.mfa.verify({ ...answer, challengeId: crypto.randomUUID() });
    expect(unknown.error).toMatchObject({ code: "mfa_factor_not_found" });
  });

  it("runs out", async () => {
    const { visitor, factor } = await createSecured();
    const asked = await visitor.auth.mfa.challenge({ factorId: factor.id });
    await instance.query(
      "update auth.mfa_challenges set created_at = now() - interval '6 minutes' where id = $1",
      [asked.data?.id],
    );
    const late = await visitor.auth.mfa.verify({
      factorId: factor.id,
      challengeId: asked.data?.id ?? "",
      code: computeTotp(factor.secret, Date.now()),
    });
    expect(late.error).toMatchObject({ code: "mfa_challenge_expired" });
  });
});

describe("a session that has not passed the second step", () => {
  it("says what is missing, and may change neither password, address nor factors", async () => {
    const { visitor, factor } = await createSecured();
    const level = await visitor.auth.mfa.getAuthenticatorAssuranceLevel();
    expect(level.data).toMatchObject({ currentLevel: "aal1", nextLevel: "aal2" });
    const refused = { code: "insufficient_aal" };
    expect((await visitor.auth.updateUser({ password: "another password" })).error).toMatchObject(
      refused,
    );
    expect((await visitor.auth.updateUser({ email: "new@example.org" })).error).toMatchObject(
      refused,
    );
    expect((await visitor.auth.mfa.unenroll({ factorId: factor.id })).error).toMatchObject(refused);
    const another = await visitor.auth.mfa.enroll({ factorType: "totp", friendlyName: "Thief" });
    expect(another.error).toMatchObject(refused);
    expect((await visitor.auth.mfa.recoveryCodes.generate()).error).toMatchObject(refused);
    expect((await pass(visitor, factor)).error).toBeNull();
    expect((await visitor.auth.updateUser({ password: "another password" })).error).toBeNull();
  });
});

describe("removal", () => {
  it("lowers the sessions that the factor had raised", async () => {
    const { client, factor } = await createSecured();
    const removed = await client.auth.mfa.unenroll({ factorId: factor.id });
    expect(removed.data).toEqual({ id: factor.id });
    await client.auth.refreshSession();
    expect((await client.auth.getClaims()).data?.claims).toMatchObject({ aal: "aal1" });
  });

  it("is an administrator's too", async () => {
    const { userId, factor, visitor } = await createSecured();
    const { mfa } = instance.createAdmin().auth.admin;
    const listed = await mfa.listFactors({ userId });
    expect(listed.data?.factors).toMatchObject([{ id: factor.id, factor_type: "totp" }]);
    expect(JSON.stringify(listed.data)).not.toContain(factor.secret);
    const removed = await mfa.deleteFactor({ userId, id: factor.id });
    expect(removed.error).toBeNull();
    expect((await mfa.deleteFactor({ userId, id: factor.id })).error).toMatchObject({
      code: "mfa_factor_not_found",
    });
    const level = await visitor.auth.mfa.getAuthenticatorAssuranceLevel();
    expect(level.data?.currentLevel).toBe("aal1");
    const forbidden = await visitor.auth.admin.mfa.listFactors({ userId });
    expect(forbidden.error).toMatchObject({ status: 403, code: "not_admin" });
  });
});

describe("recovery codes", () => {
  it("stand in for the authenticator, each once", async () => {
    const { factor, visitor } = await createSecured();
    await pass(visitor, factor);
    const codes = visitor.auth.mfa.recoveryCodes;
    expect((await codes.getStatus()).error).toMatchObject({ code: "mfa_factor_not_found" });
    const made = await codes.generate({ friendlyName: "Backup" });
    expect(made.data).toMatchObject({ type: "recovery_code", friendly_name: "Backup", total: 10 });
    expect(new Set(made.data?.codes).size).toBe(10);
    expect((await codes.generate()).error).toMatchObject({ code: "mfa_verified_factor_exists" });

    const code = made.data?.codes[0] ?? "";
    const typed = ` ${code.toUpperCase().replaceAll(/(.{4})/g, "$1-")}`;
    const used = await codes.verify({ code: typed });
    expect(used.error).toBeNull();
    const claims = (await visitor.auth.getClaims()).data?.claims;
    expect(claims?.amr).toMatchObject([{ method: "mfa/recovery_code" }, {}, {}]);
    expect((await codes.verify({ code })).error).toMatchObject({ code: "mfa_verification_failed" });
    expect((await codes.getStatus()).data).toMatchObject({ total: 10, remaining: 9 });

    const sole = await visitor.auth.mfa.unenroll({ factorId: factor.id });
    expect(sole.error).toMatchObject({ code: "mfa_recovery_codes_sole_factor" });
    const fresh = await codes.regenerate();
    expect(fresh.data?.id).toBe(made.data?.id);
    const old = made.data?.codes[1] ?? "";
    expect((await codes.verify({ code: old })).error).toMatchObject({
      code: "mfa_verification_failed",
    });
    expect((await codes.unenroll()).data).toEqual({ id: made.data?.id });
    // The session had been raised by a code last, so it is lowered with them.
    await pass(visitor, factor);
    expect((await codes.regenerate()).error).toMatchObject({ code: "mfa_factor_not_found" });
  });

  it("are locked for a while after too many wrong ones", async () => {
    const { factor, visitor } = await createSecured();
    await pass(visitor, factor);
    const codes = visitor.auth.mfa.recoveryCodes;
    const made = await codes.generate();
    const answers = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      answers.push((await codes.verify({ code: "aaaaaaaaaaaaaaaa" })).error?.code);
    }
    expect(answers.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "mfa_verification_failed"));
    expect(answers[5]).toBe("mfa_recovery_codes_locked");
    const right = await codes.verify({ code: made.data?.codes[0] ?? "" });
    expect(right.error).toMatchObject({ status: 429, code: "mfa_recovery_codes_locked" });
  });
});

describe("the audit log", () => {
  it("holds what was done, by whom and from where, and no secret", async () => {
    const { userId, factor, client } = await createSecured();
    await client.auth.signOut();
    const rows = await instance.query<{
      payload: { action: string; log_type: string };
      ip_address: string;
    }>(
      "select payload, ip_address from auth.audit_log_entries where payload ->> 'actor_id' = $1 order by created_at",
      [userId],
    );
    const actions = rows.map((row) => row.payload.action);
    for (const action of [
      "login",
      "factor_in_progress",
      "challenge_created",
      "verification_attempted",
      "logout",
    ]) {
      expect(actions).toContain(action);
    }
    expect(rows.every((row) => row.ip_address === "127.0.0.1")).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(factor.secret);
  });
});
