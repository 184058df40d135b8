import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createSignedIn,
  inventAddress,
  startTestInstance,
  type TestInstance,
} from "./running-instance.ts";

const config = `
[auth]
jwt_expiry = 600
refresh_token_reuse_interval = 0
minimum_password_length = 10
password_requirements = "letters_digits"
[auth.email]
enable_confirmations = false
`;
const password = "a long password 1";
let instance: TestInstance;

beforeAll(async () => {
  instance = await startTestInstance(config);
});
afterAll(() => instance.dispose());

describe("sign-up without confirmation", () => {
  it("opens a session at once and keeps the metadata", async () => {
    const client = instance.createVisitor();
    const email = inventAddress();
    const { data, error } = await client.auth.signUp({
      email: email.toUpperCase(),
      password,
      options: { data: { full_name: "Ada" } },
    });
    expect(error).toBeNull();
    expect(data.session?.token_type).toBe("bearer");
    expect(data.user).toMatchObject({
      email,
      role: "authenticated",
      aud: "authenticated",
      is_anonymous: false,
      app_metadata: { provider: "email", providers: ["email"] },
      user_metadata: { full_name: "Ada", email },
    });
    expect(data.user?.identities).toHaveLength(1);
    expect(JSON.stringify(data)).not.toContain("encrypted_password");
  });

  it("refuses a taken address, a weak password and a wrong address", async () => {
    const { email } = await createSignedIn(instance, password);
    const visitor = instance.createVisitor();
    const taken = await visitor.auth.signUp({ email, password });
    expect(taken.error).toMatchObject({ status: 422, code: "user_already_exists" });
    const weak = await visitor.auth.signUp({ email: inventAddress(), password: "ab" });
    expect(weak.error).toMatchObject({
      status: 422,
      code: "weak_password",
      reasons: ["length", "characters"],
    });
    const wrong = await visitor.auth.signUp({ email: "not an address", password });
    expect(wrong.error).toMatchObject({ status: 400, code: "validation_failed" });
  });

  it("refuses anonymous sign-in where it is off, and one of two sign-ups at once", async () => {
    const anonymous = await instance.createVisitor().auth.signInAnonymously();
    expect(anonymous.error).toMatchObject({ code: "anonymous_provider_disabled" });
    const email = inventAddress();
    const both = await Promise.all(
      [1, 2].map(() => instance.createVisitor().auth.signUp({ email, password })),
    );
    expect(both.filter((each) => each.error === null)).toHaveLength(1);
  });
});

describe("password sign-in", () => {
  it("answers a wrong password and an unknown address alike", async () => {
    const { email } = await createSignedIn(instance, password);
    const visitor = instance.createVisitor();
    const wrong = await visitor.auth.signInWithPassword({ email, password: "wrong password 1" });
    const unknown = await visitor.auth.signInWithPassword({ email: inventAddress(), password });
    expect(wrong.error).toMatchObject({ status: 400, code: "invalid_credentials" });
    expect(unknown.error?.message).toBe(wrong.error?.message);
    expect(unknown.error?.code).toBe(wrong.error?.code);
  });

  it("gives a token that verifies without asking the server, and one that does not when changed", async () => {
    const { client, email, userId } = await createSignedIn(instance, password);
    const { data } = await client.auth.getClaims();
    expect(data?.header).toMatchObject({ alg: "ES256" });
    expect(data?.claims).toMatchObject({
      sub: userId,
      email,
      role: "authenticated",
      aal: "aal1",
      iss: `${instance.url}/auth/v1`,
    });
    expect(data?.claims.exp).toBe((data?.claims.iat ?? 0) + 600);
    expect(data?.claims.amr).toMatchObject([{ method: "password" }]);

    const session = (await client.auth.getSession()).data.session;
    const [head, , signature] = (session?.access_token ?? "").split(".");
    const forgedClaims = { ...data?.claims, role: "service_role" };
    const forged = `${head}.${Buffer.from(JSON.stringify(forgedClaims)).toString("base64url")}.${signature}`;
    const refused = await client.auth.getUser(forged);
    expect(refused.error).toMatchObject({ status: 403, code: "bad_jwt" });
    expect((await client.auth.getClaims(forged)).error).not.toBeNull();
  });
});

describe("refresh", () => {
  it("gives a new token each time; a used one ends the session", async () => {
    const { client } = await createSignedIn(instance, password);
    const first = (await client.auth.getSession()).data.session?.refresh_token ?? "";
    const refresh = (token: string) =>
      instance.createVisitor().auth.refreshSession({ refresh_token: token });
    const second = (await refresh(first)).data.session?.refresh_token ?? "";
    expect(second).not.toBe("");
    expect(second).not.toBe(first);
    const third = (await refresh(second)).data.session?.refresh_token ?? "";
    expect(third).not.toBe(second);
    // The answer to the last refresh may have been lost: its token still leads to the current one.
    expect((await refresh(second)).data.session?.refresh_token).toBe(third);
    expect((await refresh(first)).error).toMatchObject({ code: "refresh_token_already_used" });
    expect((await refresh(third)).error).toMatchObject({ code: "refresh_token_already_used" });
    expect((await refresh("unknown")).error).toMatchObject({ code: "refresh_token_not_found" });
  });

  it("gives all of ten refreshes at once the same next token", async () => {
    const { client } = await createSignedIn(instance, password);
    const token = (await client.auth.getSession()).data.session?.refresh_token ?? "";
    const all = await Promise.all(
      Array.from({ length: 10 }, () =>
        instance.createVisitor().auth.refreshSession({ refresh_token: token }),
      ),
    );
    const next = new Set(all.map((each) => each.data.session?.refresh_token));
    expect(all.map((each) => each.error)).toEqual(Array.from({ length: 10 }, () => null));
    expect(next.size).toBe(1);
  });
});

describe("the signed-in user", () => {
  it("is read with a token and not without one", async () => {
    const { client, email } = await createSignedIn(instance, password);
    expect((await client.auth.getUser()).data.user?.email).toBe(email);
    const without = await fetch(`${instance.url}/auth/v1/user`, {
      headers: { apikey: instance.publishableKey },
    });
    expect(without.status).toBe(401);
    expect(await without.json()).toMatchObject({ code: 401, error_code: "no_authorization" });
  });

  it("changes metadata and password, and signs other devices out with the password", async () => {
    const { client, email } = await createSignedIn(instance, password);
    const other = instance.createVisitor();
    await other.auth.signInWithPassword({ email, password });
    const named = await client.auth.updateUser({ data: { full_name: "Grace", nickname: "G" } });
    expect(named.data.user?.user_metadata).toMatchObject({ full_name: "Grace", nickname: "G" });
    const renamed = await client.auth.updateUser({ data: { nickname: null } });
    expect(renamed.data.user?.user_metadata).not.toHaveProperty("nickname");

    const same = await client.auth.updateUser({ password });
    expect(same.error).toMatchObject({ status: 422, code: "same_password" });
    const changed = await client.auth.updateUser({ password: "another password 2" });
    expect(changed.error).toBeNull();
    expect((await client.auth.getUser()).error).toBeNull();
    expect((await other.auth.getUser()).error).not.toBeNull();
    const old = await instance.createVisitor().auth.signInWithPassword({ email, password });
    expect(old.error).toMatchObject({ code: "invalid_credentials" });
  });
});

describe("sign-out", () => {
  it.each([
    { scope: "global" as const, own: false, others: false },
    { scope: "local" as const, own: false, others: true },
    { scope: "others" as const, own: true, others: false },
  ])("ends the right sessions with scope $scope", async ({ scope, own, others }) => {
    const { client, email } = await createSignedIn(instance, password);
    const other = instance.createVisitor();
    await other.auth.signInWithPassword({ email, password });
    const tokens = await Promise.all(
      [client, other].map(async (each) => (await each.auth.getSession()).data.session),
    );
    expect((await client.auth.signOut({ scope })).error).toBeNull();
    const alive = await Promise.all(
      tokens.map(async (session) => {
        const { error } = await instance.createVisitor().auth.getUser(session?.access_token);
        return error === null;
      }),
    );
    expect(alive).toEqual([own, others]);
  });
});

describe("what anyone may ask", () => {
  it("needs a project key, except for the public keys", async () => {
    const get = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${instance.url}/auth/v1${path}`, { headers });
    expect((await get("/settings")).status).toBe(401);
    expect((await get("/settings", { apikey: "sb_publishable_wrong" })).status).toBe(401);
    const settings = await get("/settings", { apikey: instance.publishableKey });
    expect(await settings.json()).toMatchObject({
      mailer_autoconfirm: true,
      disable_signup: false,
    });
    expect((await get("/health", { apikey: instance.publishableKey })).status).toBe(200);
    const keys = (await (await get("/.well-known/jwks.json")).json()) as { keys: object[] };
    expect(keys.keys).toHaveLength(1);
    expect(keys.keys[0]).not.toHaveProperty("d");
  });

  it("refuses what is no JSON, what is too large and what is not there", async () => {
    const post = (path: string, body: string) =>
      fetch(`${instance.url}/auth/v1${path}`, {
        method: "POST",
        headers: { apikey: instance.publishableKey },
        body,
      });
    expect(await (await post("/signup", "{")).json()).toMatchObject({ error_code: "bad_json" });
    expect((await post("/signup", JSON.stringify({ email: "x".repeat(400_000) }))).status).toBe(
      413,
    );
    expect((await post("/nothing", "{}")).status).toBe(404);
    const versioned = await fetch(`${instance.url}/auth/v1/token?grant_type=password`, {
      method: "POST",
      headers: { apikey: instance.publishableKey, "x-supabase-api-version": "2024-01-01" },
      body: JSON.stringify({ email: "a@example.org", password: "b" }),
    });
    expect(versioned.headers.get("x-supabase-api-version")).toBe("2024-01-01");
    expect(await versioned.json()).toEqual({
      code: "invalid_credentials",
      message: "Invalid login credentials",
    });
  });

  it("answers the parts that are not here with 501 and JSON", async () => {
    const response = await fetch(`${instance.url}/rest/v1/profiles`);
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({ code: "not_implemented" });
    const { error } = await instance.createVisitor().from("profiles").select();
    expect(error).toMatchObject({ code: "not_implemented" });
  });
});
