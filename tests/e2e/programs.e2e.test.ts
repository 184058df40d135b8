import { randomUUID } from "node:crypto";
import { type FunctionsHttpError, type SupabaseClient, createClient } from "@supabase/supabase-js";
import pg from "pg";
import { expect, test } from "vitest";
import { getAccount, getStack } from "./harness/browser.ts";

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
  expect(await answer.json()).toMatchObject({ error: { code: "event.invalid-batch" } });
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
