import { randomUUID } from "node:crypto";
import type { Block } from "@byteos/contracts/block";
import {
  BlockId,
  CourseId,
  CourseVersionId,
  EnrollmentId,
  ModuleId,
  OrgId,
  UserId,
} from "@byteos/contracts/ids";
import type { ModuleContent } from "@byteos/contracts/module-content";
import type {
  MemberActor,
  MemberContext,
  RequestContext,
  UserActor,
} from "@byteos/contracts/request-context";
import type { OrgRole } from "@byteos/contracts/role";
import { richText } from "@byteos/contracts/words";
import { publishCourse } from "@byteos/courseware/publish/publish-course";
import type { TestDatabase } from "./test-database.ts";

export interface TestCourse {
  readonly courseId: CourseId;
  readonly moduleIds: readonly ModuleId[];
}

export interface TestVersion extends TestCourse {
  readonly courseVersionId: CourseVersionId;
  readonly blockIds: readonly BlockId[];
  readonly itemIds: readonly string[];
}

export function contextOf<A extends MemberActor | UserActor>(actor: A): RequestContext<A> {
  return { requestId: `test-${randomUUID()}`, actor, clientAddress: "192.0.2.1" };
}

export const publicContext = {
  requestId: "test-public",
  actor: { kind: "public" },
  clientAddress: "192.0.2.1",
} as const satisfies RequestContext;

/** One module: a paragraph to read, a question whose right answer is its first option, and cards. */
export function makeModuleContent(title: string, cardCount = 0): ModuleContent {
  const blockId = () => BlockId.parse(randomUUID());
  const [right, wrong] = [randomUUID(), randomUUID()];
  const blocks: Block[] = [
    { id: blockId(), type: "paragraph", content: richText(`What ${title} is about.`) },
    {
      id: blockId(),
      type: "question",
      question: {
        kind: "single",
        prompt: richText(`What did ${title} say?`),
        options: [
          { id: right, content: richText("What it is about") },
          { id: wrong, content: richText("Something else") },
        ],
        correctId: right,
        explanation: richText("It is the first sentence."),
      },
    },
  ];
  return {
    version: 1,
    blocks,
    objectives: [{ id: randomUUID(), text: `Tell what ${title} is about` }],
    terms: [],
    cards: Array.from({ length: cardCount }, (_, index) => ({
      id: randomUUID(),
      front: richText(`${title}: card ${index + 1}?`),
      back: richText("What it says"),
    })),
  };
}

/**
 * Rows to begin a test with, written past every rule. Each call makes something new, so tests that share
 * a database do not meet.
 */
export class Factories {
  readonly #database: Pick<TestDatabase, "query">;

  constructor(database: Pick<TestDatabase, "query">) {
    this.#database = database;
  }

  async #insert(
    table: string,
    row: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown>> {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`);
    const values = Object.values(row).map((value) =>
      typeof value === "object" && value !== null && !(value instanceof Date)
        ? JSON.stringify(value)
        : value,
    );
    const rows = await this.#database.query(
      `insert into ${table} (${columns.join(", ")}) values (${places.join(", ")}) returning *`,
      values,
    );
    return rows[0] ?? {};
  }

  /** An account; the database makes its profile. */
  async user(input: { email?: string; fullName?: string } = {}): Promise<UserActor> {
    const userId = UserId.parse(randomUUID());
    const email = input.email ?? `${userId.slice(0, 13)}@example.org`;
    await this.#insert("auth.users", {
      id: userId,
      aud: "authenticated",
      role: "authenticated",
      email,
      raw_user_meta_data: { full_name: input.fullName ?? "Robin Vale" },
      created_at: new Date(),
    });
    return { kind: "user", userId, email };
  }

  async organisation(input: { name?: string } = {}): Promise<OrgId> {
    const slug = `org-${randomUUID().slice(0, 13)}`;
    const row = await this.#insert("organisations", {
      name: input.name ?? "Tide and Timber",
      slug,
    });
    return OrgId.parse(row.id);
  }

  async member(
    orgId: OrgId,
    role: OrgRole,
    input: { email?: string; fullName?: string } = {},
  ): Promise<MemberActor> {
    const user = await this.user(input);
    await this.#insert("org_members", { org_id: orgId, user_id: user.userId, role });
    return { ...user, kind: "member", orgId, role };
  }

  /** A member with this role of an organisation of their own, or of the one given. */
  async memberContext(role: OrgRole, orgId?: OrgId): Promise<MemberContext> {
    return contextOf(await this.member(orgId ?? (await this.organisation()), role));
  }

  /** A draft with this many modules, each as `makeModuleContent` makes it. */
  async course(
    orgId: OrgId,
    input: { title?: string; modules?: number; cards?: number; createdBy?: string } = {},
  ): Promise<TestCourse> {
    const row = await this.#insert("courses", {
      org_id: orgId,
      title: input.title ?? "Knots for sailors",
      created_by: input.createdBy ?? null,
    });
    const courseId = CourseId.parse(row.id);
    const moduleIds: ModuleId[] = [];
    for (let index = 0; index < (input.modules ?? 1); index += 1) {
      const title = `Module ${index + 1}`;
      const module = await this.#insert("modules", {
        course_id: courseId,
        title,
        order_index: index,
        content: makeModuleContent(title, input.cards),
      });
      moduleIds.push(ModuleId.parse(module.id));
    }
    return { courseId, moduleIds };
  }

  /** Publishes a draft as the product does: version, items and rubrics. */
  async publish(orgId: OrgId, course: TestCourse): Promise<TestVersion> {
    const { courseId } = course;
    const [draft] = await this.#database.query<{ title: string; version: number }>(
      `select title, (select coalesce(max(version), 0) + 1 from course_versions where course_id = $1) as version
       from courses where id = $1`,
      [courseId],
    );
    const modules = await this.#database.query<{
      id: string;
      title: string;
      content: ModuleContent;
    }>("select id, title, content from modules where course_id = $1 order by order_index", [
      courseId,
    ]);
    const publication = publishCourse({
      id: courseId,
      title: draft?.title ?? "",
      description: "A short course for tests.",
      template: "classic",
      difficulty: "beginner",
      modules: modules.map((module) => ({ ...module, id: ModuleId.parse(module.id) })),
    });
    const version = await this.#insert("course_versions", {
      org_id: orgId,
      course_id: courseId,
      version: draft?.version,
      content: publication.published,
      content_hash: publication.contentHash,
      objectives: publication.objectives,
      block_count: publication.blockCount,
      question_count: publication.questionCount,
    });
    const itemIds: string[] = [];
    for (const {
      rubric,
      moduleId,
      blockId,
      kind,
      publicQuestion,
      contentHash,
    } of publication.items) {
      const item = await this.#insert("items", {
        org_id: orgId,
        course_id: courseId,
        course_version_id: version.id,
        module_id: moduleId,
        block_id: blockId,
        kind,
        public_question: publicQuestion,
        content_hash: contentHash,
      });
      await this.#insert("item_rubrics", { item_id: item.id, rubric });
      itemIds.push(String(item.id));
    }
    await this.#database.query(
      "update courses set status = 'published', current_version_id = $2, published_at = now() where id = $1",
      [courseId, version.id],
    );
    return {
      ...course,
      courseVersionId: CourseVersionId.parse(version.id),
      blockIds: publication.published.modules.flatMap((module) =>
        module.blocks.map((block) => block.id),
      ),
      itemIds,
    };
  }

  async publishedCourse(
    orgId: OrgId,
    input: { title?: string; modules?: number; cards?: number } = {},
  ): Promise<TestVersion> {
    return this.publish(orgId, await this.course(orgId, input));
  }

  async enrollment(orgId: OrgId, userId: UserId, version: TestVersion): Promise<EnrollmentId> {
    const row = await this.#insert("enrollments", {
      org_id: orgId,
      user_id: userId,
      course_id: version.courseId,
      course_version_id: version.courseVersionId,
      enrolled_by: userId,
    });
    return EnrollmentId.parse(row.id);
  }

  /** Any row, by table and column; for tables that have no factory of their own. */
  row(table: string, values: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    return this.#insert(table, values);
  }
}
