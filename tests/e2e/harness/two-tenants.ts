import { randomInt, randomUUID } from "node:crypto";
import { type OrgId, UserId } from "@byteos/contracts/ids";
import type { OrgRole } from "@byteos/contracts/role";
import { Factories, makeModuleContent } from "@byteos/testing/factories";
import { createServerClient } from "@supabase/ssr";
import { createClient } from "@supabase/supabase-js";
import pg from "pg";
import { getStack } from "./browser.ts";

/** In every text of the first tenant, so that an answer that holds it has told something. */
export const canary = "canary";
const password = "a wheel in the sand";

export interface Person {
  userId: string;
  email: string;
  password: string;
  token: string;
  /** As the apps keep a session, with the wish for an organisation. */
  cookie: (orgId: string) => string;
}

/** Reads or changes the stack's database as the service. */
async function query<Row extends pg.QueryResultRow>(
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: getStack().env["DATABASE_URL"] });
  await client.connect();
  try {
    await client.query("begin; set local role service_role");
    const { rows } = await client.query<Row>(sql, [...values]);
    await client.query("commit");
    return rows;
  } finally {
    await client.end();
  }
}

export const factories = new Factories({ query });

/** A confirmed account with a role in an organisation, signed in. */
export async function joinAs(orgId: OrgId, role: OrgRole): Promise<Person> {
  const { env } = getStack();
  const url = env["SUPABASE_URL"] ?? "";
  const email = `${role}-${randomUUID()}@example.org`;
  const admin = createClient(url, env["SUPABASE_SECRET_KEY"] ?? "").auth.admin;
  const created = await admin.createUser({
    email,
    password,
    email_confirm: true,
    user_metadata: { full_name: "Corin Vale" },
  });
  if (created.error) throw created.error;
  const userId = created.data.user.id;
  await factories.row("org_members", { org_id: orgId, user_id: userId, role });
  const jar = new Map<string, string>();
  const server = createServerClient(url, env["SUPABASE_PUBLISHABLE_KEY"] ?? "", {
    cookies: {
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      setAll: (changed) => {
        for (const { name, value } of changed) jar.set(name, value);
      },
    },
  });
  const { data, error } = await server.auth.signInWithPassword({ email, password });
  if (error) throw error;
  const session = [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return {
    userId,
    email,
    password,
    token: data.session.access_token,
    cookie: (wanted) => [...session, `byteos-org=${wanted}`].join("; "),
  };
}

export type Victim = Awaited<ReturnType<typeof makeVictim>>;

/** An organisation with something of everything that has an id. */
export async function makeVictim() {
  const orgId = await factories.organisation({ name: `Harbour of the ${canary}` });
  const [creator, learner] = [await joinAs(orgId, "creator"), await joinAs(orgId, "learner")];
  const title = `The ${canary} course`;
  const version = await factories.publishedCourse(orgId, { title, modules: 2, cards: 2 });
  const { courseId, courseVersionId } = version;
  const enrollmentId = await factories.enrollment(orgId, UserId.parse(learner.userId), version);
  const [module] = await query<{ content: { cards: { id: string }[] } }>(
    "select content from modules where course_id = $1 order by order_index limit 1",
    [courseId],
  );
  const [published] = await query<{ option: string }>(
    "select jsonb_path_query_first(content, '$.modules[0].**.options[0].id') #>> '{}' as option from course_versions where id = $1",
    [courseVersionId],
  );
  const path = `${orgId}/picture.png`;
  await upload("media", path, creator.token);
  const asset = await factories.row("content_assets", {
    org_id: orgId,
    uploader_id: creator.userId,
    type: "image",
    storage_path: path,
    metadata: { width: 1, height: 1 },
  });
  const document = await makeDocument(orgId);
  const snapshot = {
    recipientName: "Corin Vale",
    organisationName: `Harbour of the ${canary}`,
    title,
    objectives: [],
    contentHash: "hash",
    version: 1,
    estimatedMinutes: 5,
    score: null,
  };
  const certificate = await factories.row("certifications", {
    org_id: orgId,
    user_id: learner.userId,
    course_id: courseId,
    course_version_id: courseVersionId,
    enrollment_id: enrollmentId,
    verification_code: Array.from({ length: 20 }, () => randomInt(10)).join(""),
    snapshot,
  });
  const turn = await factories.row("ai_interactions", {
    user_id: learner.userId,
    course_id: courseId,
    interaction_type: "question",
    user_message: `What does the ${canary} sing?`,
    ai_response: `The ${canary} sings at dawn.`,
  });
  const nudge = await factories.row("tutor_nudges", {
    user_id: learner.userId,
    org_id: orgId,
    signal: "streak",
    subject: canary,
  });
  const repository = await factories.row("repositories", {
    org_id: orgId,
    owner_id: creator.userId,
    name: "songs",
    description: `Songs of the ${canary}`,
  });
  const [accessToken] = await query<{ id: string }>(
    `insert into access_tokens (org_id, user_id, name, token_hash, hint, scopes, expires_at)
     values ($1, $2, 'A program', $3, 'last', '{read}', now() + interval '1 day') returning id`,
    [orgId, creator.userId, randomUUID()],
  );
  const [organisation] = await query<{ slug: string }>(
    "select slug from organisations where id = $1",
    [orgId],
  );
  const skill = await factories.row("skills", {
    org_id: orgId,
    name: `Singing like a ${canary}`,
    slug: `${canary}-${randomUUID()}`,
  });
  return {
    orgId,
    creator,
    learner,
    courseId,
    title,
    courseVersionId,
    moduleId: version.moduleIds[0] ?? "",
    lastModuleId: version.moduleIds.at(-1) ?? "",
    /** The paragraph and the question of the first module. */
    questionId: version.blockIds[1] ?? "",
    optionId: published?.option ?? "",
    cardId: module?.content.cards[0]?.id ?? "",
    path,
    assetId: String(asset["id"]),
    ...document,
    certificateId: String(certificate["id"]),
    turnId: String(turn["id"]),
    nudgeId: String(nudge["id"]),
    repositoryId: String(repository["id"]),
    accessTokenId: accessToken?.id ?? "",
    repositoryPath: `${organisation?.slug}/songs`,
    skillId: String(skill["id"]),
    content: makeModuleContent(`taken from the ${canary}`),
  };
}

async function upload(bucket: string, path: string, token: string): Promise<void> {
  const { env } = getStack();
  const client = createClient(env["SUPABASE_URL"] ?? "", env["SUPABASE_PUBLISHABLE_KEY"] ?? "", {
    accessToken: async () => token,
  });
  const options = { contentType: "image/png" };
  const { error } = await client.storage.from(bucket).upload(path, `the ${canary}`, options);
  if (error) throw error;
}

async function makeDocument(orgId: string) {
  const text = `The ${canary} sings at dawn.`;
  const documentHash = "hash-1";
  const structure = {
    version: 1,
    format: "markdown",
    title: `About the ${canary}`,
    text,
    textHash: documentHash,
    elements: [],
    warnings: [],
  };
  const document = await factories.row("documents", {
    org_id: orgId,
    title: `About the ${canary}`,
    file_name: `${canary}.md`,
    format: "markdown",
    text_hash: documentHash,
    structure,
  });
  const sectionId = randomUUID();
  const section = {
    id: sectionId,
    documentId: document["id"],
    title: `Song of the ${canary}`,
    firstElement: 0,
    endElement: 0,
    words: 5,
  };
  const module = { id: randomUUID(), title: "Song", isIncluded: true, sections: [section] };
  const outline = { version: 1, title: `The ${canary}`, description: "", modules: [module] };
  const made = await factories.row("imports", {
    org_id: orgId,
    status: "review",
    inputs: { documents: [{ url: `https://example.org/${canary}` }] },
    progress: { step: "done", done: 1, total: 1, detail: "" },
    outline,
  });
  return {
    documentId: String(document["id"]),
    documentHash,
    importId: String(made["id"]),
    sectionId,
  };
}

/** A digest of every row that belongs to an organisation, to see whether anything of it was changed. */
export async function digestOf({ orgId, courseId, path }: Victim): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'org_id' order by 1`,
  );
  const digests: Record<string, string> = {};
  const digest = async (name: string, where: string, value: string) => {
    const [row] = await query<{ digest: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest
       from public.${name} t where ${where} = $1`,
      [value],
    );
    digests[name] = row?.digest ?? "";
  };
  for (const { name } of tables) await digest(name, "org_id", orgId);
  await digest("organisations", "id", orgId);
  await digest("modules", "course_id", courseId);
  await digest("ai_interactions", "course_id", courseId);
  const { env } = getStack();
  const admin = createClient(env["SUPABASE_URL"] ?? "", env["SUPABASE_SECRET_KEY"] ?? "").storage;
  for (const bucket of ["media", "documents"]) {
    const { data } = await admin.from(bucket).list(orgId);
    digests[`files of ${bucket}`] = JSON.stringify(data);
  }
  digests["bytes"] = (await (await admin.from("media").download(path)).data?.text()) ?? "";
  return digests;
}
