import { randomUUID } from "node:crypto";
import type { MemberContext } from "@byteos/contracts/request-context";
import { contextOf, Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { asService } from "../src/as-service.ts";
import { asUser } from "../src/as-user.ts";
import { auditRepository } from "../src/repositories/audit.repository.ts";

const database = withTestDatabase();
const make = new Factories(database);
const code = () => randomUUID().replaceAll("-", "").toUpperCase().slice(0, 20);

/** Runs SQL under a role of Supabase's own, as its Data API and storage do, and takes it back. */
async function straight<Row extends pg.QueryResultRow>(
  role: string,
  sub: string | null,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const { superuser } = database;
  await superuser.query("begin");
  try {
    const claims = sub === null ? "" : JSON.stringify({ sub, role });
    await superuser.query(
      "select set_config('request.jwt.claims', $1, true), set_config('role', $2, true)",
      [claims, role],
    );
    return (await superuser.query<Row>(sql, [...values])).rows;
  } finally {
    await superuser.query("rollback");
  }
}

describe("a learner's own token straight at Supabase", () => {
  it("reaches no function of ours but those of the policies of storage and channels", async () => {
    const rows = await database.query<{ role: string; name: string }>(
      `select r.role, p.proname as name
       from pg_proc p cross join (values ('anon'), ('authenticated'), ('byteos_public')) as r (role)
       where p.pronamespace = 'app'::regnamespace and has_function_privilege(r.role, p.oid, 'execute')
       order by 1, 2`,
    );
    const named = (role: string) => rows.filter((row) => row.role === role).map((row) => row.name);
    expect(named("anon")).toEqual([]);
    expect(named("byteos_public")).toEqual(["check_certificate", "invitation_by_token_hash"]);
    expect(named("authenticated")).toEqual([
      "current_user_id",
      "has_role",
      "has_second_step",
      "is_member",
      "is_past_second_step",
      "may_follow",
      "may_read_object",
      "may_write_object",
      "object_org",
    ]);
    const schemas = await database.query<{ may: boolean }>(
      "select has_schema_privilege('anon', 'app', 'usage') as may",
    );
    expect(schemas[0]?.may).toBe(false);
  });

  it("sees and keeps files only where the policies open them", async () => {
    const orgId = await make.organisation();
    const otherOrgId = await make.organisation();
    const learner = await make.member(orgId, "learner");
    const manager = await make.member(orgId, "manager");
    const creator = await make.member(orgId, "creator");
    const stranger = await make.member(otherOrgId, "admin");
    for (const bucket of ["media", "documents"]) {
      await make.row("storage.objects", { bucket_id: bucket, name: `${orgId}/one.png` });
      await make.row("storage.objects", { bucket_id: bucket, name: `not-an-org/one.png` });
    }
    const seen = async (sub: string | null) =>
      (
        await straight<{ bucket: string }>(
          sub === null ? "anon" : "authenticated",
          sub,
          "select bucket_id as bucket from storage.objects order by 1",
        )
      ).map((row) => row.bucket);
    expect(await seen(null)).toEqual([]);
    expect(await seen(stranger.userId)).toEqual([]);
    expect(await seen(learner.userId)).toEqual(["media"]);
    expect(await seen(manager.userId)).toEqual(["documents", "media"]);

    const add = (sub: string, name: string) =>
      straight(
        "authenticated",
        sub,
        "insert into storage.objects (bucket_id, name) values ('documents', $1) returning id",
        [name],
      );
    expect(await add(creator.userId, `${orgId}/two.pdf`)).toHaveLength(1);
    for (const [sub, name] of [
      [creator.userId, `${otherOrgId}/two.pdf`],
      [creator.userId, "two.pdf"],
      [manager.userId, `${orgId}/two.pdf`],
      [learner.userId, `${orgId}/two.pdf`],
      [stranger.userId, `${orgId}/two.pdf`],
    ] as const) {
      await expect(add(sub, name)).rejects.toThrow(/row-level security/);
    }
    const removed = (sub: string) =>
      straight("authenticated", sub, "delete from storage.objects where name = $1 returning id", [
        `${orgId}/one.png`,
      ]);
    expect(await removed(learner.userId).catch(() => [])).toEqual([]);
  });
});

describe("what learners see of courses", () => {
  let learner: MemberContext;
  let creator: MemberContext;
  beforeAll(async () => {
    learner = await make.memberContext("learner");
    creator = await make.memberContext("creator", learner.actor.orgId);
  });

  it("is published or their own, never a draft", async () => {
    const { orgId, userId } = learner.actor;
    const draft = await make.course(orgId, { title: "Draft" });
    const open = await make.publishedCourse(orgId, { title: "Open" });
    const archived = await make.publishedCourse(orgId, { title: "Archived" });
    const begun = await make.publishedCourse(orgId, { title: "Begun" });
    await make.enrollment(orgId, userId, begun);
    await database.query("update courses set status = 'archived' where id = any ($1)", [
      [archived.courseId, begun.courseId],
    ]);
    const titles = (ctx: MemberContext) =>
      asUser(ctx, async (tx) =>
        (await tx.course.findMany({ orderBy: { title: "asc" } })).map((row) => row.title),
      );
    expect(await titles(learner)).toEqual(["Begun", "Open"]);
    expect(await titles(creator)).toEqual(["Archived", "Begun", "Draft", "Open"]);
    const versions = await asUser(learner, (tx) =>
      tx.courseVersion.findMany({ select: { courseId: true } }),
    );
    expect(versions.map((row) => row.courseId).toSorted()).toEqual(
      [open.courseId, begun.courseId].toSorted(),
    );
    expect(await asUser(learner, (tx) => tx.module.count())).toBe(0);
    expect(
      await asUser(creator, (tx) => tx.module.count({ where: { courseId: draft.courseId } })),
    ).toBe(1);
    // Answers: of nothing, for nobody, whatever is published.
    await expect(asUser(learner, (tx) => tx.itemRubric.count())).rejects.toMatchObject({
      kind: "forbidden",
    });
    await expect(asUser(creator, (tx) => tx.itemRubric.count())).rejects.toMatchObject({
      kind: "forbidden",
    });
    expect(
      await asUser(learner, (tx) => tx.item.count({ where: { courseId: open.courseId } })),
    ).toBe(1);
  });

  it("cannot be enrolled in a draft, a deleted or another organisation's course", async () => {
    const { orgId, userId } = learner.actor;
    const version = await make.publishedCourse(orgId);
    const deleted = await make.publishedCourse(orgId);
    await database.query("update courses set deleted_at = now() where id = $1", [deleted.courseId]);
    const foreignOrg = await make.organisation();
    const foreign = await make.publishedCourse(foreignOrg);
    const draft = await make.course(orgId);
    const enrol = (courseId: string, courseVersionId: string | null) =>
      asUser(learner, (tx) =>
        tx.enrollment.create({
          data: { orgId, userId, courseId, courseVersionId, enrolledBy: userId },
          select: { id: true },
        }),
      );
    await expect(enrol(draft.courseId, null)).rejects.toMatchObject({ kind: "forbidden" });
    await expect(enrol(deleted.courseId, deleted.courseVersionId)).rejects.toMatchObject({
      kind: "forbidden",
    });
    await expect(enrol(foreign.courseId, foreign.courseVersionId)).rejects.toMatchObject({
      kind: "forbidden",
    });
    await expect(enrol(version.courseId, foreign.courseVersionId)).rejects.toMatchObject({
      kind: "forbidden",
    });
    await expect(enrol(version.courseId, version.courseVersionId)).resolves.toHaveProperty("id");
  });

  it("creators see colleagues of Studio by name and learners not", async () => {
    const people = await asUser(creator, (tx) => tx.profile.findMany({ select: { id: true } }));
    expect(people.map((row) => row.id)).toEqual([creator.actor.userId]);
    const manager = await make.memberContext("manager", learner.actor.orgId);
    const all = await asUser(manager, (tx) => tx.profile.findMany({ select: { id: true } }));
    expect(all.map((row) => row.id)).toContain(learner.actor.userId);
  });

  it("passages of documents stay with Studio", async () => {
    const { orgId } = learner.actor;
    const document = await make.row("documents", {
      org_id: orgId,
      title: "Knots",
      file_name: "knots.md",
      format: "markdown",
      text_hash: "0",
      structure: {},
    });
    await make.row("passages", {
      org_id: orgId,
      document_id: document.id,
      ordinal: 0,
      text: "A bowline holds.",
      start_offset: 0,
      end_offset: 16,
      content_hash: "0",
    });
    const count = (ctx: MemberContext) =>
      asUser(ctx, (tx) => tx.passage.count({ where: { documentId: String(document.id) } }));
    expect(await count(learner)).toBe(0);
    expect(await count(creator)).toBe(1);
  });
});

describe("progress", () => {
  it("never goes down, is never NaN, and completion stands", async () => {
    const ctx = await make.memberContext("learner");
    const version = await make.publishedCourse(ctx.actor.orgId);
    const id = await make.enrollment(ctx.actor.orgId, ctx.actor.userId, version);
    const set = (progressPct: number, status: string) =>
      asService("a test of the guard", (tx) =>
        tx.enrollment.update({
          where: { id },
          data: { progressPct, status, completedAt: status === "completed" ? new Date() : null },
        }),
      );
    expect(await set(60, "in_progress")).toMatchObject({ progressPct: 60 });
    expect(await set(20, "not_started")).toMatchObject({ progressPct: 60, status: "in_progress" });
    const done = await set(100, "completed");
    expect(await set(0, "in_progress")).toMatchObject({
      progressPct: 100,
      status: "completed",
      completedAt: done.completedAt,
    });
    await expect(
      database.query("update enrollments set progress_pct = 'NaN' where id = $1", [id]),
    ).rejects.toThrow(/check constraint/);
  });
});

describe("certificates", () => {
  it("are one for an enrolment, also under 50 parallel writers, and keep what they said", async () => {
    const { orgId, userId } = (await make.memberContext("learner")).actor;
    const enrollmentId = await make.enrollment(orgId, userId, await make.publishedCourse(orgId));
    const issued = await Promise.all(
      Array.from({ length: 50 }, () =>
        asService("a test of one certificate", (tx) =>
          tx.certification.createMany({
            data: [
              {
                orgId,
                userId,
                enrollmentId,
                snapshot: { title: "Knots" },
                verificationCode: code(),
              },
            ],
            skipDuplicates: true,
          }),
        ),
      ),
    );
    expect(issued.reduce((sum, { count }) => sum + count, 0)).toBe(1);
    await expect(
      asService("a test of one certificate", (tx) =>
        tx.certification.updateMany({
          where: { enrollmentId },
          data: { snapshot: { title: "Other" } },
        }),
      ),
    ).rejects.toMatchObject({ kind: "precondition", code: "certificate.immutable" });
  });
});

describe("published versions", () => {
  it("cannot be changed by anyone, and go only with their course", async () => {
    const orgId = await make.organisation();
    const version = await make.publishedCourse(orgId);
    const id = version.courseVersionId;
    for (const sql of [
      "update course_versions set content = '{}' where id = $1",
      "delete from course_versions where id = $1",
      "update items set public_question = '{}' where course_version_id = $1",
      "delete from items where course_version_id = $1",
      "update item_rubrics set rubric = '{}' where item_id in (select i.id from items i where i.course_version_id = $1)",
      "delete from item_rubrics where item_id in (select i.id from items i where i.course_version_id = $1)",
    ]) {
      await expect(database.query(sql, [id]), sql).rejects.toThrow(/immutable/);
    }
    await database.query("delete from courses where id = $1", [version.courseId]);
    expect(await database.query("select from course_versions where id = $1", [id])).toEqual([]);
    expect(
      await database.query("select from item_rubrics where item_id = $1", [version.itemIds[0]]),
    ).toEqual([]);
  });

  it("survive the erasure of whoever published them", async () => {
    const orgId = await make.organisation();
    const creator = await make.member(orgId, "creator");
    const course = await make.course(orgId);
    await make.row("course_versions", {
      org_id: orgId,
      course_id: course.courseId,
      version: 1,
      content: {},
      content_hash: "0",
      published_by: creator.userId,
    });
    await database.query("delete from auth.users where id = $1", [creator.userId]);
    const rows = await database.query(
      "select published_by from course_versions where course_id = $1",
      [course.courseId],
    );
    expect(rows).toEqual([{ published_by: null }]);
  });
});

describe("the audit log", () => {
  const entry = (ctx: MemberContext, action: string) => ({
    orgId: ctx.actor.orgId,
    actorId: ctx.actor.userId,
    action,
    targetType: "test",
    targetId: null,
    details: { from: "a", to: "b" },
    requestId: ctx.requestId,
  });

  it("chains entries of parallel writers and shows where it was tampered with", async () => {
    const admin = await make.memberContext("admin");
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        asUser(admin, (tx) => auditRepository.add(tx, entry(admin, `test.parallel-${index}`))),
      ),
    );
    const broken = () =>
      asUser(admin, (tx) => auditRepository.findBrokenEntry(tx, admin.actor.orgId));
    const rows = await asUser(admin, (tx) =>
      auditRepository.listPage(tx, { orgId: admin.actor.orgId, before: null, limit: 100 }),
    );
    expect(rows).toHaveLength(40);
    const oldestFirst = rows.toReversed();
    expect(oldestFirst[0]?.previousHash).toBeNull();
    expect(oldestFirst.slice(1).map((row) => row.previousHash)).toEqual(
      oldestFirst.slice(0, -1).map((row) => row.hash),
    );
    expect(new Set(rows.map((row) => row.hash)).size).toBe(40);
    expect(await broken()).toBeNull();

    const { superuser } = database;
    const victim = oldestFirst[20]?.id;
    await superuser.query("alter table audit_log disable trigger refuse_audit_change");
    await superuser.query("update audit_log set action = 'test.forged' where id = $1", [victim]);
    expect(await broken()).toBe(victim);
    await superuser.query("delete from audit_log where id = $1", [victim]);
    expect(await broken()).toBe(oldestFirst[21]?.id);
    await superuser.query("alter table audit_log enable trigger refuse_audit_change");
  });

  it("cannot be updated, deleted or emptied by any application role, nor by the schema's owner", async () => {
    const admin = await make.memberContext("admin");
    await asUser(admin, (tx) => auditRepository.add(tx, entry(admin, "test.kept")));
    for (const sql of [
      "update audit_log set action = 'x'",
      "delete from audit_log",
      "truncate audit_log",
    ]) {
      for (const role of [
        "byteos_user",
        "byteos_public",
        "service_role",
        "anon",
        "authenticated",
      ]) {
        await expect(straight(role, admin.actor.userId, sql), `${role}: ${sql}`).rejects.toThrow(
          /permission denied/,
        );
      }
      await expect(straight("postgres", null, sql), `postgres: ${sql}`).rejects.toThrow(
        /append-only/,
      );
    }
  });

  it("takes entries in one's own name alone, and its hash from nobody", async () => {
    const learner = await make.memberContext("learner");
    const colleague = await make.memberContext("admin", learner.actor.orgId);
    const forged = { ...entry(learner, "test.forged"), actorId: colleague.actor.userId };
    await expect(asUser(learner, (tx) => auditRepository.add(tx, forged))).rejects.toMatchObject({
      kind: "forbidden",
    });
    await expect(
      straight(
        "byteos_user",
        learner.actor.userId,
        "insert into audit_log (actor_id, action, target_type, hash) values ($1, 'a', 'b', 'c')",
        [learner.actor.userId],
      ),
    ).rejects.toThrow(/permission denied/);
  });
});

describe("memberships", () => {
  it("keep one admin, also when two step down at once", async () => {
    const first = await make.memberContext("admin");
    const { orgId } = first.actor;
    const second = await make.memberContext("admin", orgId);
    const stepDown = (ctx: MemberContext) =>
      asUser(ctx, (tx) =>
        tx.orgMember.updateMany({
          where: { orgId, userId: ctx.actor.userId },
          data: { role: "learner" },
        }),
      ).then(
        () => "done",
        (error: { code: string }) => error.code,
      );
    const outcomes = await Promise.all([stepDown(first), stepDown(second)]);
    expect(outcomes.toSorted()).toEqual(["done", "organisation.last-admin"]);
    await database.query("delete from organisations where id = $1", [orgId]);
    expect(await database.query("select from org_members where org_id = $1", [orgId])).toEqual([]);
  });

  it("give a new account its profile, and profiles follow memberships", async () => {
    const user = await make.user({ fullName: "Ida Rowe" });
    const profile = async () =>
      (
        await database.query(
          "select p.full_name, p.role, p.org_id, l.modality_scores ->> 'text' as text from profiles p join learner_profiles l on l.user_id = p.id where p.id = $1",
          [user.userId],
        )
      )[0];
    expect(await profile()).toEqual({
      full_name: "Ida Rowe",
      role: "learner",
      org_id: null,
      text: "0.5",
    });
    const orgId = await make.organisation();
    await make.row("org_members", { org_id: orgId, user_id: user.userId, role: "manager" });
    expect(await profile()).toMatchObject({ role: "manager", org_id: orgId });
    const context = contextOf({ ...user, kind: "member", orgId, role: "manager" });
    await expect(
      asUser(context, (tx) =>
        tx.profile.updateMany({ where: { id: user.userId }, data: { role: "super_admin" } }),
      ),
    ).rejects.toMatchObject({ kind: "forbidden" });
    await database.query("delete from org_members where user_id = $1", [user.userId]);
    expect(await profile()).toMatchObject({ role: "learner", org_id: null });
  });
});

describe("the schema", () => {
  it("has an index that begins with each foreign key", async () => {
    const missing = await database.query(
      `select k.conrelid::regclass::text as table, a.attname as column
       from pg_constraint k
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
       where k.contype = 'f' and k.connamespace = 'public'::regnamespace
         and not exists (
           select from pg_index i
           where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1] and i.indpred is null)
       order by 1, 2`,
    );
    expect(missing).toEqual([]);
  });

  it("fixes the search path of every function of ours", async () => {
    const loose = await database.query(
      `select p.proname from pg_proc p
       where p.pronamespace = 'app'::regnamespace
         and not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false)`,
    );
    expect(loose).toEqual([]);
  });
});
