import { randomUUID } from "node:crypto";
import { readAuthenticator } from "@byteos/testing/authenticator";
import { type FunctionsHttpError, type SupabaseClient, createClient } from "@supabase/supabase-js";
import pg from "pg";
import { expect, test } from "vitest";
import { getAccount, getStack } from "./harness/browser.ts";
import { factories, joinAs } from "./harness/two-tenants.ts";

async function signedIn(role: string): Promise<SupabaseClient> {
  const { env } = getStack();
  const client = createClient(env["SUPABASE_URL"] ?? "", env["SUPABASE_PUBLISHABLE_KEY"] ?? "", {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const { error } = await client.auth.signInWithPassword(getAccount(role));
  if (error) throw error;
  return client;
}

async function query<Row extends pg.QueryResultRow>(
  sql: string,
  values: unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: getStack().env["DATABASE_URL"] });
  await client.connect();
  try {
    await client.query("begin; set local role service_role");
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

test("a program reports a learner's events with the learner's token, once, and only theirs", async () => {
  const learner = await signedIn("learner");
  const { data: person } = await learner.auth.getUser();
  const [enrolment] = await query<{ course_id: string }>(
    "select course_id from enrollments where user_id = $1 limit 1",
    [person.user?.id],
  );
  const event = (changes: object = {}) => ({
    clientId: randomUUID(),
    type: "course_open",
    courseId: enrolment?.course_id,
    moduleId: null,
    blockId: null,
    modality: null,
    durationSecs: 3,
    occurredAt: new Date().toISOString(),
    ...changes,
  });
  const good = event();
  const foreign = event({ courseId: randomUUID() });
  const body = { events: [good, foreign, { clientId: randomUUID(), type: "nonsense" }] };
  for (let turn = 0; turn < 2; turn += 1) {
    const { data, error } = await learner.functions.invoke("ingest-events", { body });
    expect(error).toBeNull();
    expect(data).toMatchObject({ accepted: [good.clientId] });
    const { rejected } = data as { rejected: { code: string }[] };
    expect(rejected.map(({ code }) => code).sort()).toEqual(["invalid", "not-enrolled"]);
  }
  const stored = await query("select from learning_events where client_id = $1", [good.clientId]);
  expect(stored).toHaveLength(1);

  const wrong = await learner.functions.invoke("ingest-events", { body: { events: [] } });
  const answer = (wrong.error as FunctionsHttpError).context;
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ error: { code: "request.invalid" } });
  const { env } = getStack();
  const visitor = createClient(env["SUPABASE_URL"] ?? "", env["SUPABASE_PUBLISHABLE_KEY"] ?? "");
  const refused = await visitor.functions.invoke("ingest-events", { body });
  expect((refused.error as FunctionsHttpError).context.status).toBe(401);

  // Learn's own route takes a token from anywhere, but cookies from its own pages alone.
  const direct = (headers: Record<string, string>) =>
    fetch(`${getStack().learnUrl}/api/events`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { ...headers, origin: "https://other.example", "content-type": "application/json" },
    });
  expect((await direct({ authorization: "Bearer no.real.token" })).status).toBe(401);
  expect((await direct({})).status).toBe(403);
});

test("a program's token stands for nobody while its person owes a second step", async () => {
  const { env, learnUrl } = getStack();
  const person = await joinAs(await factories.organisation(), "learner");
  const open = async () => {
    const client = createClient(env["SUPABASE_URL"] ?? "", env["SUPABASE_PUBLISHABLE_KEY"] ?? "", {
      auth: { persistSession: false, autoRefreshToken: false },
    });
    const { error } = await client.auth.signInWithPassword(person);
    if (error) throw error;
    return client;
  };
  const body = { events: [{ clientId: randomUUID(), type: "nonsense" }] };
  const tokenOf = async (client: SupabaseClient) =>
    (await client.auth.getSession()).data.session?.access_token ?? "";
  const report = async (token: string) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const request = { method: "POST", headers, body: JSON.stringify(body) };
    const [direct, through] = await Promise.all([
      fetch(`${learnUrl}/api/events`, request),
      fetch(`${env["SUPABASE_URL"]}/functions/v1/ingest-events`, request),
    ]);
    return [direct.status, through.status];
  };
  const first = await open();
  const before = await tokenOf(first);
  expect(await report(before)).toEqual([200, 200]);

  const enrolled = await first.auth.mfa.enroll({ factorType: "totp" });
  if (enrolled.error) throw enrolled.error;
  const { id: factorId, totp } = enrolled.data;
  expect(await report(before)).toEqual([200, 200]);
  const code = readAuthenticator(totp.secret);
  expect((await first.auth.mfa.challengeAndVerify({ factorId, code })).error).toBeNull();
  expect(await report(await tokenOf(first))).toEqual([200, 200]);
  // Neither a token from before, though it has not run out, nor a new one that has passed the first step alone.
  expect(await report(before)).toEqual([401, 401]);
  expect(await report(await tokenOf(await open()))).toEqual([401, 401]);
});
