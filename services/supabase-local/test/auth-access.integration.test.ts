import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuthApi } from "../src/auth/create-auth-api.ts";
import { createAuthServices } from "../src/auth/create-auth-services.ts";
import { loadProjectConfig } from "../src/config/project-config.ts";
import { ensureSecrets } from "../src/instance/secrets.ts";
import { createSignedIn, startTestInstance, type TestInstance } from "./running-instance.ts";

const config = `
[auth]
enable_manual_linking = true
[auth.rate_limit]
sign_in_sign_ups = 5000
token_refresh = 5000
token_verifications = 5000
email_sent = 5000
[auth.email]
max_frequency = "0s"
[auth.mfa.totp]
enroll_enabled = true
verify_enabled = true
`;

let instance: TestInstance;
let victim: Awaited<ReturnType<typeof createSignedIn>>;
let attacker: Awaited<ReturnType<typeof createSignedIn>>;
let owned: { factorId: string; challengeId: string; identityId: string; refreshToken: string };

beforeAll(async () => {
  instance = await startTestInstance(config);
  victim = await createSignedIn(instance);
  attacker = await createSignedIn(instance);
  const enrolled = await victim.client.auth.mfa.enroll({
    factorType: "totp",
    friendlyName: "Phone",
  });
  const factorId = enrolled.data?.id ?? "";
  const challenge = await victim.client.auth.mfa.challenge({ factorId });
  const user = (await victim.client.auth.getUser()).data.user;
  owned = {
    factorId,
    challengeId: challenge.data?.id ?? "",
    identityId: user?.identities?.[0]?.identity_id ?? "",
    refreshToken: (await victim.client.auth.getSession()).data.session?.refresh_token ?? "",
  };
});
afterAll(() => instance.dispose());

/** Who may do something at all with a road: anyone, whoever is signed in, or the secret key. */
type Road = readonly [method: string, path: string, opensFor: "anyone" | "person" | "secret key"];

const roads: Road[] = [
  ["GET", "/.well-known/jwks.json", "anyone"],
  ["GET", "/health", "anyone"],
  ["GET", "/settings", "anyone"],
  ["POST", "/signup", "anyone"],
  ["POST", "/token", "anyone"],
  ["POST", "/recover", "anyone"],
  ["POST", "/otp", "anyone"],
  ["POST", "/magiclink", "anyone"],
  ["POST", "/resend", "anyone"],
  ["POST", "/verify", "anyone"],
  ["GET", "/verify", "anyone"],
  ["GET", "/authorize", "anyone"],
  ["GET", "/callback", "anyone"],
  ["GET", "/user", "person"],
  ["PUT", "/user", "person"],
  ["POST", "/logout", "person"],
  ["GET", "/reauthenticate", "person"],
  ["GET", "/user/identities/authorize", "person"],
  ["DELETE", "/user/identities/:id", "person"],
  ["GET", "/factors/recovery-codes", "person"],
  ["POST", "/factors/recovery-codes", "person"],
  ["POST", "/factors/recovery-codes/regenerate", "person"],
  ["POST", "/factors/recovery-codes/verify", "person"],
  ["DELETE", "/factors/recovery-codes", "person"],
  ["POST", "/factors", "person"],
  ["POST", "/factors/:id/challenge", "person"],
  ["POST", "/factors/:id/verify", "person"],
  ["DELETE", "/factors/:id", "person"],
  ["GET", "/admin/users", "secret key"],
  ["POST", "/admin/users", "secret key"],
  ["GET", "/admin/users/:id", "secret key"],
  ["PUT", "/admin/users/:id", "secret key"],
  ["DELETE", "/admin/users/:id", "secret key"],
  ["GET", "/admin/users/:id/factors", "secret key"],
  ["DELETE", "/admin/users/:id/factors/:factorId", "secret key"],
  ["POST", "/invite", "secret key"],
  ["POST", "/admin/generate_link", "secret key"],
];

/** A body that would do harm on any road that obeyed it. */
const harmfulBody = () => ({
  id: victim.userId,
  user_id: victim.userId,
  email: victim.email,
  password: "chosen by the attacker",
  code: "000000",
  challenge_id: owned.challengeId,
  type: "recovery",
  role: "service_role",
  app_metadata: { role: "admin" },
  should_soft_delete: true,
  email_confirm: true,
});

async function call(
  [method, path]: Road,
  { key, token }: { key: string | null; token: string | null },
): Promise<Response> {
  const filled = path
    .replace("/user/identities/:id", `/user/identities/${owned.identityId}`)
    .replace("/factors/:id", `/factors/${owned.factorId}`)
    .replace(":factorId", owned.factorId)
    .replace(":id", victim.userId);
  return fetch(`${instance.url}/auth/v1${filled}`, {
    method,
    redirect: "manual",
    headers: {
      ...(key === null ? {} : { apikey: key }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(method === "GET" ? {} : { body: JSON.stringify(harmfulBody()) }),
  });
}

/** All that is kept of the victim, but for what their own sign-ins would change as well. */
async function readVictim(): Promise<unknown> {
  const keep = async (table: string, column: string) =>
    instance.query(
      `select to_jsonb(t) as row from auth.${table} t where ${column} = $1 order by 1`,
      [victim.userId],
    );
  return {
    users: await keep("users", "id"),
    identities: await keep("identities", "user_id"),
    sessions: await keep("sessions", "user_id"),
    factors: await keep("mfa_factors", "user_id"),
    tokens: await keep("refresh_tokens", "user_id"),
  };
}

const tokenOf = async (person: typeof attacker) =>
  (await person.client.auth.getSession()).data.session?.access_token ?? "";

describe("every road", () => {
  it("is in this test", async () => {
    const { config: loaded } = await loadProjectConfig(instance.options.configFile ?? "");
    const services = await createAuthServices({
      pool: new pg.Pool({ connectionString: instance.adminDatabaseUrl }),
      config: loaded.auth,
      projectDir: instance.folder,
      secrets: await ensureSecrets(instance.options.dataDir),
      url: instance.url,
      siteUrls: instance.options.siteUrls,
      send: async () => {},
      log: () => {},
    });
    const served = createAuthApi(services)
      .routes.filter(({ method, path }) => method !== "ALL" && path !== "*" && path !== "/*")
      .map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(served)].toSorted()).toEqual(
      roads.map(([method, path]) => `${method} ${path}`).toSorted(),
    );
  });

  it.each(roads.filter(([, , opensFor]) => opensFor !== "anyone"))(
    "%s %s refuses who has no right to it, and changes nothing of another person's",
    async (...road) => {
      const before = await readVictim();
      const key = instance.publishableKey;
      const attackers = await tokenOf(attacker);
      const forged = `${attackers.slice(0, -8)}AAAAAAAA`;
      for (const caller of [
        { key: null, token: null },
        { key: "sb_publishable_of_nobody", token: null },
        { key, token: null },
        { key, token: forged },
        { key, token: "not.a.token" },
      ]) {
        const { status } = await call(road, caller);
        expect([401, 403]).toContain(status);
      }
      if (road[2] === "secret key") {
        expect((await call(road, { key, token: attackers })).status).toBe(403);
      } else if (road[1].includes(":id")) {
        // Signed in as somebody else: what is not theirs is not there.
        const { status } = await call(road, { key, token: attackers });
        expect([404, 422]).toContain(status);
      }
      expect(await readVictim()).toEqual(before);
    },
  );

  it("keeps one person's sign-out, session and codes from another", async () => {
    const before = await readVictim();
    const key = instance.publishableKey;
    const other = await createSignedIn(instance);
    const token = await tokenOf(other);
    for (const scope of ["others", "local", "global"]) {
      await call(["POST", `/logout?scope=${scope}`, "person"], { key, token });
    }
    for (const road of roads.filter(([, , opensFor]) => opensFor === "anyone")) {
      if (road[1] === "/recover" || road[1] === "/otp" || road[1] === "/magiclink") continue;
      const answer = await call(road, { key, token: await tokenOf(attacker) });
      const text = await answer.text();
      expect(text).not.toContain(victim.userId);
      expect(text).not.toContain(owned.refreshToken);
    }
    expect(await readVictim()).toEqual(before);
    const unknown = await instance
      .createVisitor()
      .auth.refreshSession({ refresh_token: randomUUID() });
    expect(unknown.error).toMatchObject({ code: "refresh_token_not_found" });
  });
});
