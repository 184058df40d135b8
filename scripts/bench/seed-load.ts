import { parseArgs } from "node:util";
import type { Block } from "@byteos/contracts/block";
import { BlockId, CourseId, ModuleId } from "@byteos/contracts/ids";
import { richText } from "@byteos/contracts/words";
import { publishCourse } from "@byteos/courseware/publish/publish-course";
import { stableId } from "@byteos/courseware/random/stable-hash";
import pg from "pg";

export interface LoadOptions {
  /** Address of the role that owns the schema. */
  readonly databaseUrl: string;
  readonly learners: number;
  readonly events: number;
  /** An account that is to see the figures, by its address: joins the organisation as an admin. */
  readonly memberEmail?: string | undefined;
  readonly onProgress?: (step: string) => void;
}
export interface Load {
  readonly orgId: string;
  readonly courseId: string;
  readonly learners: number;
  readonly events: number;
}

const slug = "load-test";
const moduleCount = 8;
const blocksInModule = 8;
const questionsInModule = 2;
const daysOfHistory = 90;
const eventsAtOnce = 100_000;

function makeBlocks(moduleIndex: number): Block[] {
  const id = (name: string) => BlockId.parse(stableId("load", moduleIndex, name));
  const paragraphs = Array.from(
    { length: blocksInModule - questionsInModule },
    (_, index): Block => ({
      type: "paragraph",
      id: id(`paragraph-${index}`),
      content: richText(
        `Part ${moduleIndex + 1}.${index + 1} of a course that is only read by a benchmark. `
          .repeat(8)
          .trim(),
      ),
    }),
  );
  const questions = Array.from({ length: questionsInModule }, (_, index): Block => {
    const options = ["First", "Second", "Third", "Fourth"].map((text) => ({
      id: stableId("load", moduleIndex, index, text),
      content: richText(`${text} choice`),
    }));
    return {
      type: "question",
      id: id(`question-${index}`),
      question: {
        kind: "single",
        prompt: richText(`Which choice is right in ${moduleIndex + 1}.${index + 1}?`),
        options,
        correctId: options[index % options.length]?.id ?? null,
      },
    };
  });
  return [...paragraphs, ...questions];
}

function makeCourse(courseId: string, moduleIds: readonly string[]) {
  return publishCourse({
    id: CourseId.parse(courseId),
    title: "A course under load",
    description: "Made by the benchmark.",
    template: "classic",
    difficulty: "beginner",
    modules: moduleIds.map((moduleId, index) => ({
      id: ModuleId.parse(moduleId),
      title: `Part ${index + 1}`,
      content: { version: 1, blocks: makeBlocks(index), objectives: [], terms: [], cards: [] },
    })),
  });
}

async function insertCourse(
  client: pg.Client,
  orgId: string,
): Promise<{ courseId: string; versionId: string }> {
  const one = async (sql: string, values: readonly unknown[]): Promise<string> => {
    const { rows } = await client.query<{ id: string }>(sql, [...values]);
    const [row] = rows;
    if (row === undefined) throw new Error("An insert gave no row back");
    return row.id;
  };
  const courseId = await one(
    "insert into courses (org_id, title, status, published_at) values ($1, 'A course under load', 'published', now()) returning id",
    [orgId],
  );
  const moduleIds: string[] = [];
  for (let index = 0; index < moduleCount; index++) {
    const content = JSON.stringify({
      version: 1,
      blocks: makeBlocks(index),
      objectives: [],
      terms: [],
      cards: [],
    });
    moduleIds.push(
      await one(
        "insert into modules (course_id, title, content, order_index) values ($1, $2, $3, $4) returning id",
        [courseId, `Part ${index + 1}`, content, index],
      ),
    );
  }
  const publication = makeCourse(courseId, moduleIds);
  const versionId = await one(
    `insert into course_versions (org_id, course_id, version, content, content_hash, block_count, question_count)
     values ($1, $2, 1, $3, $4, $5, $6) returning id`,
    [
      orgId,
      courseId,
      JSON.stringify(publication.published),
      publication.contentHash,
      publication.blockCount,
      publication.questionCount,
    ],
  );
  for (const item of publication.items) {
    const itemId = await one(
      `insert into items (org_id, course_id, course_version_id, module_id, block_id, kind, public_question, content_hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [
        orgId,
        courseId,
        versionId,
        item.moduleId,
        item.blockId,
        item.kind,
        JSON.stringify(item.publicQuestion),
        item.contentHash,
      ],
    );
    await client.query("insert into item_rubrics (item_id, rubric) values ($1, $2)", [
      itemId,
      JSON.stringify(item.rubric),
    ]);
  }
  await client.query(
    "update courses set current_version_id = $2, estimated_duration_mins = $3 where id = $1",
    [courseId, versionId, publication.estimatedMinutes],
  );
  return { courseId, versionId };
}

/** Learner `n` gets through a share of the blocks that falls off evenly: some finish, some never start. */
const placesSql = `
  create temp table load_blocks on commit drop as
    select row_number() over (order by m.order_index, b.place) - 1 as place, m.id as module_id,
      b.block ->> 'id' as block_id, b.block ->> 'type' as type
    from modules m cross join lateral jsonb_array_elements(m.content -> 'blocks') with ordinality as b (block, place)
    where m.course_id = $1;
`;
const learnersSql = `
  create temp table load_learners on commit drop as
    select l.n, gen_random_uuid() as user_id, gen_random_uuid() as enrollment_id,
      case when l.n % 20 = 0 then 0 else least(total, ceil(total * 1.35 * (((l.n * 7919) % 1000) / 1000.0)))::int end as done,
      total::int as total, now() - make_interval(secs => ((l.n * 104729) % 1000000) / 1e6 * $2 * 86400) as began
    from generate_series(1, $1::int) as l (n), (select count(*) as total from load_blocks) t;
`;

async function insertLearners(
  client: pg.Client,
  orgId: string,
  course: { courseId: string; versionId: string },
  learners: number,
): Promise<void> {
  await client.query(placesSql.replace("$1", `'${course.courseId}'`));
  await client.query(
    learnersSql.replace("$1", String(learners)).replace("$2", String(daysOfHistory)),
  );
  await client.query(`
    insert into auth.users (id, aud, role, email, email_confirmed_at, raw_user_meta_data, created_at)
    select user_id, 'authenticated', 'authenticated', 'learner-' || n || '@load.example', began, '{"full_name":"Load Learner"}', began
    from load_learners`);
  await client.query(
    "insert into org_members (org_id, user_id, role) select $1, user_id, 'learner' from load_learners",
    [orgId],
  );
  await client.query(
    `insert into enrollments (id, org_id, user_id, course_id, course_version_id, status, progress_pct, started_at, completed_at, last_active_at, created_at)
     select enrollment_id, $1, user_id, $2, $3,
       case when done = 0 then 'not_started' when done = total then 'completed' else 'in_progress' end,
       100.0 * done / total, case when done > 0 then began end,
       case when done = total then least(now(), began + interval '2 days') end, case when done > 0 then least(now(), began + interval '2 days') end, began
     from load_learners`,
    [orgId, course.courseId, course.versionId],
  );
  await client.query(`
    insert into completed_blocks (enrollment_id, block_id, module_id, completed_at)
    select l.enrollment_id, b.block_id, b.module_id, l.began + make_interval(mins => b.place::int)
    from load_learners l join load_blocks b on b.place < l.done`);
  await client.query(
    `insert into attempts (client_id, org_id, user_id, enrollment_id, item_id, course_id, block_id, answer, score, is_correct, duration_secs, created_at)
     select gen_random_uuid(), $1, l.user_id, l.enrollment_id, i.id, $2, b.block_id,
       jsonb_build_object('kind', 'single', 'optionId', i.public_question -> 'options' -> ((l.n + b.place) % 4)::int ->> 'id'),
       case when (l.n + b.place) % 4 = 0 then 1 else 0 end, (l.n + b.place) % 4 = 0, 10 + l.n % 60,
       l.began + make_interval(mins => b.place::int)
     from load_learners l join load_blocks b on b.place < l.done and b.type = 'question'
     join items i on i.course_version_id = $3 and i.block_id = b.block_id`,
    [orgId, course.courseId, course.versionId],
  );
}

/** Events go to learners in turn and walk through their blocks again and again; numbered in the order of time. */
async function insertEvents(
  client: pg.Client,
  orgId: string,
  course: { courseId: string; versionId: string },
  options: LoadOptions,
): Promise<void> {
  const perLearner = Math.ceil(options.events / Math.ceil(options.learners * 0.95));
  await client.query(
    `create temp table load_events on commit drop as
     select row_number() over (order by l.began + make_interval(secs => e.n * 137)) as place, l.user_id,
       b.module_id, b.block_id, l.began + make_interval(secs => e.n * 137) as occurred_at, e.n
     from load_learners l cross join generate_series(0, ${perLearner} - 1) as e (n)
     join load_blocks b on b.place = e.n % greatest(l.done, 1)
     where l.done > 0 limit ${options.events}`,
  );
  for (let from = 0; from < options.events; from += eventsAtOnce) {
    await client.query(
      `insert into learning_events (client_id, org_id, user_id, course_id, course_version_id, module_id, block_id, event_type, modality, duration_secs, occurred_at, created_at)
       select gen_random_uuid(), $1, user_id, $2, $3, module_id, block_id,
         case when n % 5 = 0 then 'position_save' else 'block_view' end, 'text', 5 + n % 40,
         least(occurred_at, now()), least(occurred_at, now())
       from load_events where place > $4 and place <= $4 + $5 order by place`,
      [orgId, course.courseId, course.versionId, from, eventsAtOnce],
    );
    options.onProgress?.(
      `${Math.min(options.events, from + eventsAtOnce).toLocaleString("en")} events`,
    );
  }
}

async function findLoad(client: pg.Client): Promise<Load | null> {
  const { rows } = await client.query<Load>(
    `select o.id as "orgId", c.id as "courseId",
       (select count(*)::int from enrollments e where e.course_id = c.id) as learners,
       (select count(*)::int from learning_events v where v.course_id = c.id) as events
     from organisations o join courses c on c.org_id = o.id where o.slug = $1`,
    [slug],
  );
  return rows[0] ?? null;
}

async function addMember(client: pg.Client, orgId: string, email: string): Promise<void> {
  const { rowCount } = await client.query(
    `insert into org_members (org_id, user_id, role) select $1, id, 'admin' from auth.users where lower(email) = lower($2)
     on conflict (org_id, user_id) do update set role = 'admin'`,
    [orgId, email],
  );
  if (rowCount === 0) throw new Error(`No account has the address ${email}`);
}

/**
 * Fills an organisation of its own with learners and events, all or nothing; finds it again when it is there
 * with the same numbers. Everything is made inside Postgres, so a million events take about a minute.
 */
export async function seedLoad(options: LoadOptions): Promise<Load> {
  const client = new pg.Client({ connectionString: options.databaseUrl });
  await client.connect();
  try {
    const before = await findLoad(client);
    if (
      before !== null &&
      before.learners === options.learners &&
      before.events === options.events
    ) {
      if (options.memberEmail !== undefined)
        await addMember(client, before.orgId, options.memberEmail);
      return before;
    }
    await client.query("begin");
    if (before !== null) await removeLoad(client, before.orgId);
    const { rows } = await client.query<{ id: string }>(
      "insert into organisations (name, slug) values ('Load test', $1) returning id",
      [slug],
    );
    const orgId = rows[0]?.id ?? "";
    const course = await insertCourse(client, orgId);
    options.onProgress?.("course");
    await insertLearners(client, orgId, course, options.learners);
    options.onProgress?.(`${options.learners.toLocaleString("en")} learners`);
    await insertEvents(client, orgId, course, options);
    if (options.memberEmail !== undefined) await addMember(client, orgId, options.memberEmail);
    await client.query("commit");
    await client.query("analyze");
    const load = await findLoad(client);
    if (load === null) throw new Error("The load that was written is not there");
    return load;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

async function removeLoad(client: pg.Client, orgId: string): Promise<void> {
  await client.query("delete from organisations where id = $1", [orgId]);
  await client.query("delete from auth.users where email like 'learner-%@load.example'");
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      learners: { type: "string", default: "10000" },
      events: { type: "string", default: "1000000" },
      member: { type: "string" },
    },
  });
  const databaseUrl = process.env.BYTEOS_OWNER_DATABASE_URL;
  if (databaseUrl === undefined)
    throw new Error(
      "Set BYTEOS_OWNER_DATABASE_URL to the address of the role that owns the schema",
    );
  const startedAt = performance.now();
  const load = await seedLoad({
    databaseUrl,
    learners: Number(values.learners),
    events: Number(values.events),
    memberEmail: values.member,
    onProgress: (step) => process.stderr.write(`${step}\n`),
  });
  process.stdout.write(
    `${JSON.stringify({ ...load, ms: Math.round(performance.now() - startedAt) })}\n`,
  );
}
