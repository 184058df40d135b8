import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { CourseId, ModuleId, OrgId, UserId } from "@byteos/contracts/ids";
import type { MemberContext } from "@byteos/contracts/request-context";
import { publishCourse } from "@byteos/courseware/publish/publish-course";
import { startSupabaseLocal } from "@byteos/supabase-local/start-supabase-local";
import { closeUseCases, configureUseCases } from "@byteos/usecases/configure";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import pg from "pg";

// Usage: node scripts/bench/events.ts [--seconds 10] [--learners 8] [--port-offset 4000]
// Events through the whole use case, in batches of 50, each batch one committed transaction.

const batchSize = 50;
const blockCount = 400;

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

interface Learner {
  readonly ctx: MemberContext;
  readonly courseId: CourseId;
  readonly blockIds: readonly string[];
}

async function seed(admin: pg.Client, learners: number): Promise<Learner[]> {
  const orgId = OrgId.parse(randomUUID());
  const courseId = CourseId.parse(randomUUID());
  const blocks = Array.from({ length: blockCount }, (_, index) => ({
    id: `block${String(index).padStart(6, "0")}`,
    type: "paragraph",
    content: [{ text: `Paragraph ${index} of a course to be measured with.` }],
  }));
  const { published, contentHash } = publishCourse({
    id: courseId,
    title: "Measured",
    description: "",
    template: "classic",
    difficulty: "beginner",
    modules: [
      {
        id: ModuleId.parse(randomUUID()),
        title: "One",
        // safe because publishing parses what it makes of them
        content: { version: 1, blocks: blocks as never[], objectives: [], terms: [], cards: [] },
      },
    ],
  });
  await admin.query("insert into organisations (id, name, slug) values ($1, 'Measured', $2)", [
    orgId,
    orgId,
  ]);
  await admin.query(
    "insert into courses (id, org_id, title, status, published_at) values ($1, $2, 'Measured', 'published', now())",
    [courseId, orgId],
  );
  const { rows } = await admin.query<{ id: string }>(
    `insert into course_versions (org_id, course_id, version, content, content_hash, block_count)
     values ($1, $2, 1, $3, $4, $5) returning id`,
    [orgId, courseId, JSON.stringify(published), contentHash, blockCount],
  );
  await admin.query("update courses set current_version_id = $1 where id = $2", [
    rows[0]?.id,
    courseId,
  ]);
  const made: Learner[] = [];
  for (let index = 0; index < learners; index += 1) {
    const userId = UserId.parse(randomUUID());
    const email = `${userId}@example.org`;
    await admin.query(
      "insert into auth.users (id, aud, role, email) values ($1, 'authenticated', 'authenticated', $2)",
      [userId, email],
    );
    await admin.query(
      "insert into org_members (org_id, user_id, role) values ($1, $2, 'learner')",
      [orgId, userId],
    );
    await admin.query(
      `insert into enrollments (org_id, user_id, course_id, course_version_id, enrolled_by)
       values ($1, $2, $3, $4, $2)`,
      [orgId, userId, courseId, rows[0]?.id],
    );
    const actor = { kind: "member", userId, email, orgId, role: "learner" } as const;
    made.push({
      ctx: { requestId: "bench", actor },
      courseId,
      blockIds: blocks.map(({ id }) => id),
    });
  }
  return made;
}

/** Half of the events say where the learner is; the rest read blocks, new ones first and then again. */
function makeBatch({ courseId, blockIds }: Learner, first: number): object[] {
  return Array.from({ length: batchSize }, (_, index) => ({
    clientId: randomUUID(),
    type: index % 2 === 0 ? "block_view" : "position_save",
    courseId,
    moduleId: null,
    blockId: blockIds[((first + index) >> 1) % blockIds.length],
    modality: "text",
    durationSecs: index % 2 === 0 ? null : 4,
    occurredAt: new Date().toISOString(),
  }));
}

async function measure(learners: readonly Learner[], seconds: number) {
  const latencies: number[] = [];
  let events = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  await Promise.all(
    learners.map(async (learner) => {
      for (let first = 0; performance.now() < endsAt; first += batchSize) {
        const batch = makeBatch(learner, first);
        const before = performance.now();
        const { accepted, rejected } = await ingestEvents({
          ctx: learner.ctx,
          input: { events: batch },
        });
        latencies.push(performance.now() - before);
        if (rejected.length > 0)
          throw new Error(`Events were refused: ${JSON.stringify(rejected[0])}`);
        events += accepted.length;
      }
    }),
  );
  const elapsedSecs = (performance.now() - startedAt) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    Number(
      (
        latencies[Math.min(Math.floor(latencies.length * share), latencies.length - 1)] ?? 0
      ).toFixed(1),
    );
  return {
    eventsPerSec: Math.round(events / elapsedSecs),
    events,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
  };
}

const dataDir = await mkdtemp(join(tmpdir(), "byteos-bench-"));
const root = join(import.meta.dirname, "..", "..");
const stack = await startSupabaseLocal({
  dataDir,
  portOffset: option("port-offset", 4_000),
  migrationsDir: join(root, "supabase", "migrations"),
  configFile: join(root, "supabase", "config.toml"),
  siteUrls: [],
  isQuiet: true,
});
try {
  const admin = new pg.Client({ connectionString: stack.adminDatabaseUrl });
  await admin.connect();
  configureUseCases({ database: { url: stack.databaseUrl, poolSize: 8 } });
  const learners = await seed(admin, option("learners", 8));
  const seconds = option("seconds", 10);
  process.stderr.write("Warming up\n");
  await measure(learners, 2);
  const runs = [];
  for (let run = 1; run <= 3; run += 1) {
    process.stderr.write(`Run ${run} of 3, ${seconds} s\n`);
    runs.push(await measure(learners, seconds));
  }
  const { rows } = await admin.query<{ stored: number }>(
    "select count(*)::int as stored from learning_events",
  );
  await admin.end();
  runs.sort((a, b) => a.eventsPerSec - b.eventsPerSec);
  const machine = { cores: availableParallelism(), load1: Number((loadavg()[0] ?? 0).toFixed(2)) };
  const result = {
    batchSize,
    learners: learners.length,
    median: runs[1],
    min: runs[0]?.eventsPerSec,
    max: runs[2]?.eventsPerSec,
    stored: rows[0]?.stored,
    machine,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await closeUseCases();
  await stack.stop();
  await rm(dataDir, { recursive: true, force: true });
}
