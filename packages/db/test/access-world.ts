import { randomUUID } from "node:crypto";
import type { OrgId } from "@byteos/contracts/ids";
import type { MemberActor } from "@byteos/contracts/request-context";
import type { Factories, TestVersion } from "@byteos/testing/factories";
import type { MemberRole } from "./access-matrix.ts";
import {
  itemRow,
  passageRow,
  renderCallbackRow,
  resumeRow,
  reviewCardRow,
  reviewLogRow,
} from "./access-rows.ts";
import { engineTables } from "./access-world-engine.ts";
import { forgeTables, makeRepositories } from "./access-world-forge.ts";
import { tutorTables } from "./access-world-tutor.ts";

export type Row = Readonly<Record<string, unknown>>;

/** One organisation with a row of every table, for each person where the table has persons. */
export interface World {
  readonly orgId: OrgId;
  readonly people: Readonly<Record<MemberRole | "colleague", MemberActor>>;
  readonly enrollmentIds: ReadonlyMap<string, string>;
  readonly reviewCardIds: ReadonlyMap<string, unknown>;
  readonly course: TestVersion;
  /** Published, and nobody is enrolled. */
  readonly freshCourse: TestVersion;
  readonly skillId: unknown;
  readonly freshSkillId: unknown;
  readonly assetId: unknown;
  readonly documentId: unknown;
  readonly freshDocumentId: unknown;
  readonly importId: unknown;
  /** An item without a rubric. */
  readonly bareItemId: unknown;
  /** For the organisation, and nobody's own. */
  readonly repositoryId: unknown;
  readonly freshRepositoryId: unknown;
}

export async function makeWorld(make: Factories): Promise<World> {
  const orgId = await make.organisation();
  const person = (role: MemberRole) => make.member(orgId, role);
  const people = {
    learner: await person("learner"),
    creator: await person("creator"),
    manager: await person("manager"),
    admin: await person("admin"),
    colleague: await person("learner"),
  };
  await person("admin");
  const course = await make.publishedCourse(orgId);
  const freshCourse = await make.publishedCourse(orgId);
  const id = async (table: string, row: Row) => (await make.row(table, row)).id;
  const skill = () => id("skills", { org_id: orgId, name: "Bowline", slug: `s-${randomUUID()}` });
  const assetId = await id("content_assets", { org_id: orgId, type: "image" });
  const document = () =>
    id("documents", {
      org_id: orgId,
      title: "Knots",
      file_name: "knots.md",
      format: "markdown",
      text_hash: "0",
      structure: {},
    });
  const enrollmentIds = new Map<string, string>();
  const reviewCardIds = new Map<string, unknown>();
  for (const { userId } of Object.values(people)) {
    enrollmentIds.set(userId, await make.enrollment(orgId, userId, course));
  }
  const world: World = {
    orgId,
    people,
    course,
    freshCourse,
    enrollmentIds,
    reviewCardIds,
    skillId: await skill(),
    freshSkillId: await skill(),
    assetId,
    documentId: await document(),
    freshDocumentId: await document(),
    importId: await id("imports", { org_id: orgId, inputs: [] }),
    bareItemId: await id("items", itemRow(orgId, freshCourse)),
    ...(await makeRepositories(id, orgId)),
  };
  for (const one of Object.values(people)) {
    reviewCardIds.set(one.userId, await id("review_cards", reviewCardRow(world, one)));
  }
  for (const [table, { seed }] of Object.entries(tables)) {
    if (seed === undefined) continue;
    for (const one of Object.values(people)) {
      const row = seed(world, one);
      if (row !== null) await make.row(table, row);
    }
  }
  return world;
}

export interface TableCase {
  /** Rows the walk acts on: those of this person, or of the organisation where the table has no persons. */
  readonly where: (world: World, person: MemberActor) => Row;
  readonly isPersonal: boolean;
  /** Row to have beforehand for each person; null where another factory makes it. */
  readonly seed?: (world: World, person: MemberActor) => Row | null;
  /** A new row in this person's name. */
  readonly insert: (world: World, person: MemberActor) => Row;
  /** An assignment that members with the right to update may make. */
  readonly update: string;
}

const first = (world: World, person: MemberActor, row: Row) =>
  person === world.people.admin ? row : null;
const byUser = (_: World, person: MemberActor): Row => ({ user_id: person.userId });
const byOrg = (world: World): Row => ({ org_id: world.orgId });
const byCourse = (world: World): Row => ({ course_id: world.course.courseId });
const enrolled = (world: World, person: MemberActor): Row => ({
  enrollment_id: world.enrollmentIds.get(person.userId),
});

const personal = (row: (world: World, person: MemberActor) => Row, update: string): TableCase => ({
  where: byUser,
  isPersonal: true,
  seed: row,
  insert: row,
  update,
});
const figures = (row: (world: World) => Row, update: string): TableCase => ({
  where: byCourse,
  isPersonal: false,
  seed: (world, person) =>
    first(world, person, { ...row(world), course_id: world.course.courseId }),
  insert: (world) => ({ ...row(world), course_id: world.freshCourse.courseId }),
  update,
});

export const tables: Readonly<Record<string, TableCase>> = {
  account_erasures: personal((_, person) => ({ user_id: person.userId }), "requested_at = now()"),
  ...engineTables,
  ...tutorTables,
  ...forgeTables,
  ai_interactions: personal(
    (_, person) => ({ user_id: person.userId, interaction_type: "question" }),
    "helpful = true",
  ),
  attempts: personal(
    (world, person) => ({
      client_id: randomUUID(),
      org_id: world.orgId,
      user_id: person.userId,
      enrollment_id: world.enrollmentIds.get(person.userId),
      item_id: world.course.itemIds[0],
      course_id: world.course.courseId,
      block_id: "block-0001",
      answer: {},
      score: 0,
      is_correct: false,
    }),
    "score = 1",
  ),
  audit_log: {
    where: (_, person) => ({ actor_id: person.userId }),
    isPersonal: true,
    seed: (world, person) => ({
      org_id: world.orgId,
      actor_id: person.userId,
      action: "a.b",
      target_type: "a",
      hash: "",
    }),
    insert: (world, person) => ({
      org_id: world.orgId,
      actor_id: person.userId,
      action: "a.b",
      target_type: "a",
    }),
    update: "action = 'c.d'",
  },
  block_stats: figures(
    (world) => ({ module_id: world.course.moduleIds[0], block_id: "block-0001" }),
    "learners = 9",
  ),
  certifications: personal(
    (world, person) => ({
      org_id: world.orgId,
      user_id: person.userId,
      snapshot: {},
      verification_code: randomUUID().replaceAll("-", "").toUpperCase().slice(0, 20),
    }),
    "certificate_url = 'https://example.org'",
  ),
  completed_blocks: {
    where: enrolled,
    isPersonal: true,
    seed: (world, person) => ({
      ...enrolled(world, person),
      block_id: "block-0001",
      module_id: randomUUID(),
    }),
    insert: (world, person) => ({
      ...enrolled(world, person),
      block_id: "block-0002",
      module_id: randomUUID(),
    }),
    update: "block_id = 'block-0003'",
  },
  compliance_records: personal(
    (world, person) => ({
      org_id: world.orgId,
      user_id: person.userId,
      course_id: world.course.courseId,
    }),
    "status = 'exempt'",
  ),
  content_assets: {
    where: byOrg,
    isPersonal: false,
    insert: (world, person) => ({ org_id: world.orgId, uploader_id: person.userId, type: "image" }),
    update: "url = 'https://example.org'",
  },
  course_daily_stats: figures(() => ({ day: "2026-11-01" }), "enrolled = 9"),
  course_documents: {
    where: byCourse,
    isPersonal: false,
    seed: (world, person) =>
      first(world, person, { ...byCourse(world), document_id: world.documentId }),
    insert: (world) => ({ ...byCourse(world), document_id: world.freshDocumentId }),
    update: "document_id = document_id",
  },
  course_stats: figures(() => ({}), "learners = 9"),
  course_versions: {
    where: byCourse,
    isPersonal: false,
    insert: (world) => ({
      ...byCourse(world),
      org_id: world.orgId,
      version: 9,
      content: {},
      content_hash: "0",
    }),
    update: "content_hash = '1'",
  },
  courses: {
    where: (world) => ({ id: world.course.courseId }),
    isPersonal: false,
    insert: (world, person) => ({ org_id: world.orgId, created_by: person.userId, title: "New" }),
    update: "title = 'Changed'",
  },
  document_images: {
    where: (world) => ({ document_id: world.documentId }),
    isPersonal: false,
    seed: (world, person) =>
      first(world, person, {
        document_id: world.documentId,
        image_key: "a",
        asset_id: world.assetId,
      }),
    insert: (world) => ({ document_id: world.documentId, image_key: "b", asset_id: world.assetId }),
    update: "image_key = 'c'",
  },
  documents: {
    where: byOrg,
    isPersonal: false,
    insert: (world, person) => ({
      org_id: world.orgId,
      created_by: person.userId,
      title: "New",
      file_name: "new.md",
      format: "markdown",
      text_hash: "0",
      structure: {},
    }),
    update: "title = 'Changed'",
  },
  enrollments: {
    where: byUser,
    isPersonal: true,
    // enrolled_by is the one who acts; the walk sets it.
    insert: (world, person) => ({
      org_id: world.orgId,
      user_id: person.userId,
      course_id: world.freshCourse.courseId,
      course_version_id: world.freshCourse.courseVersionId,
    }),
    update: "due_date = now()",
  },
  import_documents: {
    where: (world) => ({ import_id: world.importId }),
    isPersonal: false,
    seed: (world, person) =>
      first(world, person, {
        import_id: world.importId,
        document_id: world.documentId,
        position: 0,
      }),
    insert: (world) => ({
      import_id: world.importId,
      document_id: world.freshDocumentId,
      position: 1,
    }),
    update: "position = 2",
  },
  imports: {
    where: byOrg,
    isPersonal: false,
    insert: (world, person) => ({ org_id: world.orgId, created_by: person.userId, inputs: [] }),
    update: "status = 'cancelled'",
  },
  invitations: {
    where: byOrg,
    isPersonal: false,
    seed: (world, person) =>
      first(world, person, {
        org_id: world.orgId,
        email: "a@example.org",
        role: "learner",
        token_hash: randomUUID(),
      }),
    insert: (world, person) => ({
      org_id: world.orgId,
      email: "b@example.org",
      role: "learner",
      token_hash: randomUUID(),
      invited_by: person.userId,
    }),
    update: "revoked_at = now()",
  },
  item_difficulties: figures(() => ({ block_id: "block-0001" }), "answers = 9"),
  item_rubrics: {
    where: (world) => ({ item_id: world.course.itemIds[0] }),
    isPersonal: false,
    insert: (world) => ({ item_id: world.bareItemId, rubric: {} }),
    update: "rubric = '{}'",
  },
  item_skills: {
    where: (world) => ({ item_id: world.course.itemIds[0] }),
    isPersonal: false,
    seed: (world, person) =>
      first(world, person, { item_id: world.course.itemIds[0], skill_id: world.skillId }),
    insert: (world) => ({ item_id: world.course.itemIds[0], skill_id: world.freshSkillId }),
    update: "skill_id = skill_id",
  },
  item_stats: figures(() => ({ block_id: "block-0001" }), "attempts = 9"),
  items: {
    where: (world) => ({ course_version_id: world.course.courseVersionId }),
    isPersonal: false,
    insert: (world) => itemRow(world.orgId, world.course),
    update: "content_hash = '1'",
  },
  learner_course_days: {
    where: (world, person) => ({ course_id: world.course.courseId, user_id: person.userId }),
    isPersonal: true,
    seed: (world, person) => ({
      course_id: world.course.courseId,
      user_id: person.userId,
      day: "2026-01-01",
    }),
    insert: (world, person) => ({
      course_id: world.freshCourse.courseId,
      user_id: person.userId,
      day: "2026-01-01",
    }),
    update: "seconds = 9",
  },
  learner_profiles: {
    where: byUser,
    isPersonal: true,
    insert: byUser,
    update: "preferred_language = 'de'",
  },
  learner_skills: personal(
    (world, person) => ({
      user_id: person.userId,
      skill_id: world.skillId,
      proficiency_level: 0.5,
    }),
    "proficiency_level = 1",
  ),
  learner_states: personal((_, person) => ({ user_id: person.userId }), "state = '[]'"),
  learning_events: personal(
    (world, person) => ({
      client_id: randomUUID(),
      org_id: world.orgId,
      user_id: person.userId,
      course_id: world.course.courseId,
      event_type: "block_view",
    }),
    "event_type = 'course_open'",
  ),
  learning_paths: {
    where: byOrg,
    isPersonal: false,
    seed: (world, person) =>
      first(world, person, { org_id: world.orgId, title: "Path", status: "published" }),
    insert: (world, person) => ({ org_id: world.orgId, created_by: person.userId, title: "Path" }),
    update: "title = 'Changed'",
  },
  modules: {
    where: byCourse,
    isPersonal: false,
    insert: (world) => ({ ...byCourse(world), title: "New", order_index: 9 }),
    update: "title = 'Changed'",
  },
  org_members: {
    where: byUser,
    isPersonal: true,
    insert: (world, person) => ({ org_id: world.orgId, user_id: person.userId, role: "learner" }),
    update: "role = 'creator'",
  },
  organisations: {
    where: (world) => ({ id: world.orgId }),
    isPersonal: false,
    insert: () => ({ name: "New", slug: `new-${randomUUID()}` }),
    update: "name = 'Changed'",
  },
  passages: {
    where: (world) => ({ course_version_id: world.course.courseVersionId }),
    isPersonal: false,
    seed: (world, person) => first(world, person, passageRow(world)),
    insert: passageRow,
    update: "heading = 'Changed'",
  },
  profiles: {
    where: (_, person) => ({ id: person.userId }),
    isPersonal: true,
    insert: (_, person) => ({ id: person.userId }),
    update: "full_name = 'Changed'",
  },
  rate_limits: {
    where: () => ({ bucket: "seeded" }),
    isPersonal: false,
    seed: (world, person) => first(world, person, { bucket: "seeded", window_start: new Date() }),
    insert: () => ({ bucket: randomUUID(), window_start: new Date() }),
    update: "hits = 9",
  },
  render_callbacks: {
    where: (world) => ({ delivery_id: world.orgId }),
    isPersonal: false,
    seed: (world, person) =>
      first(world, person, { ...renderCallbackRow(), delivery_id: world.orgId }),
    insert: renderCallbackRow,
    update: "status = 'failed'",
  },
  staged_uploads: {
    where: (world) => ({ bucket: "media", path: world.orgId }),
    isPersonal: false,
    seed: (world, person) =>
      first(world, person, { bucket: "media", path: world.orgId, org_id: world.orgId }),
    insert: (world) => ({ bucket: "media", path: randomUUID(), org_id: world.orgId }),
    update: "path = 'changed'",
  },
  review_cards: {
    where: byUser,
    isPersonal: true,
    insert: reviewCardRow,
    update: "is_leech = true",
  },
  review_logs: personal(reviewLogRow, "grade = 1"),
  roll_ups: {
    where: (world) => ({ name: world.orgId }),
    isPersonal: false,
    seed: (world, person) => first(world, person, { name: world.orgId }),
    insert: () => ({ name: randomUUID() }),
    update: "seq = 9",
  },
  resume_positions: {
    where: enrolled,
    isPersonal: true,
    seed: resumeRow,
    insert: resumeRow,
    update: "block_id = 'block-0003'",
  },
  skill_edges: {
    where: (world) => ({ requires_id: world.skillId }),
    isPersonal: false,
    seed: (world, person) =>
      first(world, person, { skill_id: world.freshSkillId, requires_id: world.skillId }),
    insert: (world) => ({ skill_id: world.skillId, requires_id: world.freshSkillId }),
    update: "requires_id = requires_id",
  },
  skill_gaps: personal(
    (world, person) => ({ user_id: person.userId, skill_id: world.skillId, gap_score: 0.5 }),
    "gap_score = 0",
  ),
  skills: {
    where: byOrg,
    isPersonal: false,
    insert: (world) => ({ org_id: world.orgId, name: "New", slug: randomUUID() }),
    update: "name = 'Changed'",
  },
};
