import { z } from "zod";
import { failed, ok, warning, type Check, type Outcome } from "../finding.ts";
import type { Target } from "../target.ts";
import { request } from "./request.ts";

const wantedBuckets = ["documents", "media"];
const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const Buckets = z.array(z.looseObject({ name: z.string(), public: z.boolean() }));

export function supabaseChecks(target: Target): Check[] {
  return [
    { id: "auth", title: "Auth", run: () => lookAtAuth(target) },
    { id: "secret-key", title: "Secret key", run: () => lookAtSecretKey(target) },
    { id: "signing-keys", title: "Signing keys", run: () => lookAtSigningKeys(target) },
    { id: "buckets", title: "Buckets", run: () => lookAtBuckets(target) },
  ];
}

const withKey = (key: string): RequestInit => ({
  headers: { apikey: key, authorization: `Bearer ${key}` },
});

async function lookAtAuth({ SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY }: Target): Promise<Outcome> {
  const answer = await request(`${SUPABASE_URL}/auth/v1/settings`, {
    headers: { apikey: SUPABASE_PUBLISHABLE_KEY },
  });
  if (answer === null) {
    return failed(
      `${new URL(SUPABASE_URL).host} does not answer`,
      "Check SUPABASE_URL (Project settings, API) and that the project is not paused.",
    );
  }
  if (answer.status === 401 || answer.status === 403) {
    return failed(
      "the publishable key is refused",
      "Copy the publishable key (sb_publishable_…) of this project into SUPABASE_PUBLISHABLE_KEY.",
    );
  }
  if (!answer.ok)
    return failed(`it answers ${answer.status}`, "Look at the project's status page.");
  const privileged = await listUsers(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY);
  return privileged?.ok
    ? failed(
        "SUPABASE_PUBLISHABLE_KEY is the secret key, which would reach every browser",
        "Put the publishable key (sb_publishable_…) there, and make a new secret key: this one may be known.",
      )
    : ok("answers to the publishable key");
}

async function lookAtSecretKey({ SUPABASE_URL, SUPABASE_SECRET_KEY }: Target): Promise<Outcome> {
  const answer = await listUsers(SUPABASE_URL, SUPABASE_SECRET_KEY);
  if (answer === null) return failed("Auth does not answer", "See Auth.");
  return answer.ok
    ? ok("accepted")
    : failed(
        `refused (${answer.status})`,
        "Copy a secret key (sb_secret_…) of this project into SUPABASE_SECRET_KEY.",
      );
}

function listUsers(url: string, key: string): Promise<Response | null> {
  return request(`${url}/auth/v1/admin/users?page=1&per_page=1`, withKey(key));
}

async function lookAtSigningKeys({ SUPABASE_URL }: Target): Promise<Outcome> {
  const answer = await request(`${SUPABASE_URL}/auth/v1/.well-known/jwks.json`);
  const keys = answer?.ok ? KeySet.safeParse(await answer.json()).data?.keys : undefined;
  if (keys === undefined) return failed("the key set cannot be read", "See Auth.");
  return keys.some(({ kty }) => kty === "EC" || kty === "RSA")
    ? ok("asymmetric, so the apps verify sessions themselves")
    : warning(
        "no asymmetric key: every page asks Auth who its reader is",
        "Choose ES256 under Project settings, JWT signing keys.",
      );
}

async function lookAtBuckets({ SUPABASE_URL, SUPABASE_SECRET_KEY }: Target): Promise<Outcome> {
  const answer = await request(`${SUPABASE_URL}/storage/v1/bucket`, withKey(SUPABASE_SECRET_KEY));
  const buckets = answer?.ok ? Buckets.safeParse(await answer.json()).data : undefined;
  if (buckets === undefined) {
    return failed(
      `storage does not list them (${answer?.status ?? "no answer"})`,
      "See the secret key.",
    );
  }
  const absent = wantedBuckets.filter((name) => !buckets.some((bucket) => bucket.name === name));
  if (absent.length > 0) {
    return failed(
      `missing: ${absent.join(", ")}`,
      "The migration …_storage.sql makes them: run its insert into storage.buckets again in the SQL editor.",
    );
  }
  const open = wantedBuckets.filter((name) =>
    buckets.some((bucket) => bucket.name === name && bucket.public),
  );
  return open.length > 0
    ? failed(
        `anyone may read ${open.join(", ")}`,
        `update storage.buckets set public = false where id in (${open.map((name) => `'${name}'`).join(", ")});`,
      )
    : ok(wantedBuckets.join(", "));
}
