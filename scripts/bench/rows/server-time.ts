import { Agent, get } from "node:http";
import { createSupabaseAuthAdmin } from "@byteos/integrations/auth/supabase-auth-admin";
import type { BenchContext, BenchRow, Figure } from "../bench-row.ts";
import { seedLoad } from "../seed-load.ts";
import type { BenchStack } from "../stack/bench-stack.ts";
import { queryAsOwner, queryOne } from "../stack/query.ts";
import { signInCookie } from "../stack/sign-in.ts";
import { median, percentile } from "../statistics.ts";

const users = 20;
const password = "byteos-bench";
const adminEmail = "admin@bench.example";
const rounds = 3;
const roundMs = 4_000;
const warmUpMs = 2_000;
// A reader looks at a page before opening the next: between none and twice this, the same each time.
const pauseMs = 1_000;
const figuresTimeoutMs = 180_000;

interface Visitor {
  readonly cookie: string;
}

interface Page {
  readonly name: string;
  readonly url: string;
  readonly visitors: readonly Visitor[];
}

export const serverTimeRow: BenchRow = {
  name: "server-time",
  title: "Server time of pages, 20 users at once",
  async measure(context) {
    const stack = await context.stack();
    const pages = await preparePages(stack, context);
    const figures: Figure[] = [];
    for (const page of pages) {
      const agent = new Agent({ keepAlive: true, maxSockets: users });
      try {
        await visit(page, { agent, forMs: warmUpMs, isReading: false });
        figures.push(...(await measurePage(page, agent)));
      } finally {
        agent.destroy();
      }
      const [reading, busy] = figures.slice(-2).map(({ values }) => median(values).toFixed(0));
      context.note(
        `${page.name}: p95 ${reading ?? ""} ms reading, ${busy ?? ""} ms without a pause`,
      );
    }
    return figures;
  },
};

async function measurePage(page: Page, agent: Agent): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const isReading of [true, false]) {
    const values: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      values.push(percentile(await visit(page, { agent, forMs: roundMs, isReading }), 0.95));
    }
    const how = isReading ? "reading" : "no pause";
    figures.push({
      name: `${page.name}, ${how}, p95`,
      unit: "ms",
      values,
      target: { atMost: 100 },
    });
  }
  return figures;
}

/**
 * Everybody opens the page again and again; milliseconds from asking to the last byte, over loopback.
 * Readers pause between two pages; without a pause, as many requests as there are users are always under way.
 */
async function visit(
  { url, visitors }: Page,
  { agent, forMs, isReading }: { agent: Agent; forMs: number; isReading: boolean },
): Promise<number[]> {
  const times: number[] = [];
  const endsAt = performance.now() + forMs;
  await Promise.all(
    Array.from({ length: users }, async (_, user) => {
      const cookie = visitors[user % visitors.length]?.cookie ?? "";
      for (let turn = 0; performance.now() < endsAt; turn += 1) {
        if (isReading) {
          const share = ((user * 7 + turn * 13) % users) / users;
          await new Promise((resolve) => setTimeout(resolve, share * 2 * pauseMs));
        }
        times.push(await timeRequest(url, cookie, agent));
      }
    }),
  );
  return times;
}

/** The server closes a connection that was idle for long; a browser asks once more as well. */
async function timeRequest(url: string, cookie: string, agent: Agent): Promise<number> {
  try {
    return await timeOnce(url, cookie, agent);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ECONNRESET") {
      return timeOnce(url, cookie, agent);
    }
    throw error;
  }
}

function timeOnce(url: string, cookie: string, agent: Agent): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { cookie, accept: "text/html", "accept-encoding": "gzip" };
    const request = get(url, { agent, headers }, (answer) => {
      answer.resume();
      answer.once("error", reject);
      answer.once("end", () => {
        if (answer.statusCode === 200) resolve(performance.now() - startedAt);
        else reject(new Error(`${url} answered ${answer.statusCode ?? ""}`));
      });
    });
    request.once("error", reject);
  });
}

async function preparePages(stack: BenchStack, context: BenchContext): Promise<Page[]> {
  const { options, note } = context;
  const authAdmin = createSupabaseAuthAdmin({
    supabaseUrl: stack.env["SUPABASE_URL"] ?? "",
    secretKey: stack.env["SUPABASE_SECRET_KEY"] ?? "",
  });
  const known = await queryAsOwner(stack, "select 1 from auth.users where email = $1", [
    adminEmail,
  ]);
  if (known.length === 0) {
    await authAdmin.createUser({ email: adminEmail, password, fullName: "Bench Admin" });
  }
  const load = await seedLoad({
    databaseUrl: stack.ownerDatabaseUrl,
    learners: options.learners,
    events: options.events,
    memberEmail: adminEmail,
    onProgress: note,
  });
  await waitForFigures(stack, load.courseId, note);
  const learners = await queryAsOwner<{ id: string; email: string }>(
    stack,
    `select u.id, u.email from enrollments e join auth.users u on u.id = e.user_id
     where e.course_id = $1 and e.status = 'in_progress' order by u.email limit $2`,
    [load.courseId, users],
  );
  const learnVisitors: Visitor[] = [];
  for (const { id, email } of learners) {
    await authAdmin.setPassword(id, password);
    learnVisitors.push({ cookie: await signInCookie(stack, { email, password }) });
  }
  const studioVisitors = [{ cookie: await signInCookie(stack, { email: adminEmail, password }) }];
  const { moduleId } = await queryOne<{ moduleId: string }>(
    stack,
    "The course has no modules",
    `select id as "moduleId" from modules where course_id = $1 order by order_index limit 1`,
    [load.courseId],
  );
  const { code } = await queryOne<{ code: string }>(
    stack,
    "The demo data hold no certificate",
    "select verification_code as code from certifications order by issued_at limit 1",
  );
  const { learnUrl, studioUrl } = stack;
  const learn = (name: string, path: string) => ({
    name,
    url: learnUrl + path,
    visitors: learnVisitors,
  });
  const studio = (name: string, path: string) => ({
    name,
    url: studioUrl + path,
    visitors: studioVisitors,
  });
  return [
    learn("learn home", "/"),
    learn("learn player", `/learn/${load.courseId}/${moduleId}`),
    learn("learn catalogue", "/catalogue"),
    { name: "verify", url: `${learnUrl}/verify/${code}`, visitors: [{ cookie: "" }] },
    studio("studio home", "/"),
    studio("studio courses", "/courses"),
    studio("studio analytics", `/courses/${load.courseId}/analytics`),
    studio("studio people", "/people"),
    studio("studio editor", `/courses/${load.courseId}`),
  ];
}

/** The worker counts a course's figures some seconds after its events came in. */
async function waitForFigures(
  stack: BenchStack,
  courseId: string,
  note: (text: string) => void,
): Promise<void> {
  const endsAt = performance.now() + figuresTimeoutMs;
  for (;;) {
    const rows = await queryAsOwner(
      stack,
      "select 1 from course_stats where course_id = $1 and learners > 0",
      [courseId],
    );
    if (rows.length > 0) return note("the worker has counted the figures");
    if (performance.now() > endsAt) throw new Error("The worker did not count the figures");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
