import { randomUUID } from "node:crypto";
import { certificateChecksPerWindow, formatVerificationCode } from "@byteos/contracts/certificate";
import { Factories, publicContext } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { revealAnswer } from "@byteos/usecases/attempt/reveal-answer";
import { submitAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { exportCertificate } from "@byteos/usecases/certificate/export-certificate";
import { exportIssuedCertificates } from "@byteos/usecases/certificate/export-issued-certificates";
import { listCertificates } from "@byteos/usecases/certificate/list-certificates";
import { listIssuedCertificates } from "@byteos/usecases/certificate/list-issued-certificates";
import { loadCertificate } from "@byteos/usecases/certificate/load-certificate";
import { revokeCertificate } from "@byteos/usecases/certificate/revoke-certificate";
import { verifyCertificate } from "@byteos/usecases/certificate/verify-certificate";
import { loadFinish } from "@byteos/usecases/enrollment/load-finish";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { describe, expect, it } from "vitest";
import { completing } from "./completing.ts";
import {
  enrollmentRow,
  type LearnerWorld,
  makeEvent,
  makeLearner,
  rightOption,
} from "./learner-world.ts";

const database = withTestDatabase();
const learnUrl = "https://learn.example";

const { answer, readAll, finish } = completing(database);

const certificatesOf = (world: LearnerWorld) =>
  database.query<{ id: string; verification_code: string }>(
    "select id, verification_code from certifications where user_id = $1",
    [world.ctx.actor.userId],
  );

describe("completing a course", () => {
  it("issues a certificate with what was true that day, and records it", async () => {
    const world = await makeLearner(database);
    const certificateId = await finish(world);
    expect(await enrollmentRow(database, world.enrollmentId)).toMatchObject({
      status: "completed",
      progress_pct: 100,
    });
    const certificate = await loadCertificate({
      ctx: world.ctx,
      input: { certificateId },
      learnUrl,
    });
    expect(certificate).toMatchObject({
      state: "valid",
      expiresAt: null,
      snapshot: {
        recipientName: "Robin Vale",
        organisationName: "Tide and Timber",
        title: "Knots for sailors",
        version: 1,
        objectives: ["Tell what Module 1 is about", "Tell what Module 2 is about"],
        score: { correct: 2, total: 2 },
      },
    });
    expect(certificate.verificationUrl).toBe(`${learnUrl}/verify/${certificate.verificationCode}`);
    const audit = await database.query(
      "select action from audit_log where target_id = $1 and actor_id = $2",
      [certificateId, world.ctx.actor.userId],
    );
    expect(audit).toEqual([{ action: "certificate.issue" }]);
    expect(await listCertificates({ ctx: world.ctx })).toMatchObject([
      { id: certificateId, state: "valid" },
    ]);
    const file = await exportCertificate({ ctx: world.ctx, input: { certificateId }, learnUrl });
    expect(file.fileName).toBe("certificate-knots-for-sailors.pdf");
    expect(Buffer.from(file.bytes.subarray(0, 5)).toString()).toBe("%PDF-");
  });

  it("issues one certificate under 50 parallel completions", async () => {
    const world = await makeLearner(database, { modules: 1 });
    const [question = ""] = world.questions;
    const optionId = await rightOption(database, world, question);
    const viewed = () =>
      ingestEvents({
        ctx: world.ctx,
        input: {
          events: [
            makeEvent(world, { type: "block_view", blockId: world.course.blockIds[0] ?? null }),
          ],
        },
      });
    const answered = () =>
      submitAttempt({
        ctx: world.ctx,
        input: {
          clientId: randomUUID(),
          courseId: world.course.courseId,
          blockId: question,
          answer: { kind: "single", optionId },
        },
      });
    await Promise.all(
      Array.from({ length: 50 }, (_, turn) => (turn % 2 === 0 ? viewed() : answered())),
    );
    expect(await certificatesOf(world)).toHaveLength(1);
    expect(await enrollmentRow(database, world.enrollmentId)).toMatchObject({
      status: "completed",
      progress_pct: 100,
    });
    const issued = await database.query(
      "select 1 from audit_log where action = 'certificate.issue' and actor_id = $1",
      [world.ctx.actor.userId],
    );
    expect(issued).toHaveLength(1);
  });

  it("does not count answers given after the answer was shown", async () => {
    const world = await makeLearner(database, { modules: 1 });
    await readAll(world);
    const [question = ""] = world.questions;
    const [row] = await database.query<{ question: { options: { id: string }[] } }>(
      "select public_question as question from items where course_version_id = $1",
      [world.course.courseVersionId],
    );
    const right = await rightOption(database, world, question);
    const wrong = row?.question.options.find(({ id }) => id !== right)?.id ?? "";
    const attempt = (optionId: string) =>
      submitAttempt({
        ctx: world.ctx,
        input: {
          clientId: randomUUID(),
          courseId: world.course.courseId,
          blockId: question,
          answer: { kind: "single", optionId },
        },
      });
    await attempt(wrong);
    await revealAnswer({
      ctx: world.ctx,
      input: { courseId: world.course.courseId, blockId: question },
    });
    await attempt(right);
    const view = await loadFinish({ ctx: world.ctx, input: { courseId: world.course.courseId } });
    expect(view).toMatchObject({ isComplete: true, questions: { right: 0, total: 1 } });
  });

  it("ends when the course's own settings say so", async () => {
    const world = await makeLearner(database, { modules: 1 });
    await database.query(
      `update courses set settings = '{"certificate_validity_days": 365}' where id = $1`,
      [world.course.courseId],
    );
    const certificateId = await finish(world);
    const { issuedAt, expiresAt } = await loadCertificate({
      ctx: world.ctx,
      input: { certificateId },
      learnUrl,
    });
    const days = ((expiresAt?.getTime() ?? 0) - issuedAt.getTime()) / 86_400_000;
    expect(days).toBeGreaterThan(364.9);
    expect(days).toBeLessThan(365.1);
  });

  it("says what is left while something is", async () => {
    const world = await makeLearner(database);
    await answer(world, world.questions[0]);
    const view = await loadFinish({ ctx: world.ctx, input: { courseId: world.course.courseId } });
    expect(view).toMatchObject({ isComplete: false, certificateId: null });
    expect(view.remaining.map(({ left, blockId }) => [left, blockId])).toEqual([
      [1, world.paragraphs[0]],
      [2, world.paragraphs[1]],
    ]);
    expect(await certificatesOf(world)).toEqual([]);
  });
});

describe("verifyCertificate", () => {
  const check = (
    code: string,
    clientAddress = `198.51.100.${Math.floor(Math.random() * 250)}-${randomUUID()}`,
  ) => verifyCertificate({ ctx: { ...publicContext, clientAddress }, input: { code }, learnUrl });

  it("answers anyone who has the code, however it is typed, and tells nothing else", async () => {
    const world = await makeLearner(database);
    await finish(world);
    const [row] = await certificatesOf(world);
    const code = row?.verification_code ?? "";
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{20}$/);
    for (const typed of [code, formatVerificationCode(code), code.toLowerCase()]) {
      expect(await check(typed)).toMatchObject({
        outcome: "found",
        certificate: { state: "valid" },
      });
    }
    const shown = JSON.stringify(await check(code));
    expect(shown).not.toContain(world.ctx.actor.userId);
    expect(shown).not.toContain(world.ctx.actor.email);
    expect(shown).not.toContain(world.ctx.actor.orgId);
  });

  it("is listed, found and exported for those who look after the people of its organisation", async () => {
    const factories = new Factories(database);
    const world = await makeLearner(database);
    const certificateId = await finish(world);
    const manager = await factories.memberContext("manager", world.ctx.actor.orgId);
    const list = async (input: object, ctx = manager) => {
      const { certificates, total } = await listIssuedCertificates({ ctx, input, learnUrl });
      expect(certificates).toHaveLength(total);
      return certificates.map(({ id }) => id);
    };
    const { certificates, counts } = await listIssuedCertificates({
      ctx: manager,
      input: { page: 7 },
      learnUrl,
    });
    expect(counts).toEqual({ valid: 1, expired: 0, revoked: 0 });
    const [first] = certificates;
    expect(first).toMatchObject({ id: certificateId, state: "valid" });
    expect(await list({ search: first?.recipientName.slice(1, 5).toUpperCase() })).toEqual([
      certificateId,
    ]);
    expect(await list({ search: first?.title })).toEqual([certificateId]);
    for (const search of ["nobody like this", "%", "_"]) expect(await list({ search })).toEqual([]);
    expect(await list({ state: "valid" })).toEqual([certificateId]);
    expect(await list({ state: "revoked" })).toEqual([]);
    expect(await list({}, await factories.memberContext("admin"))).toEqual([]);

    await database.query("alter table certifications disable trigger keep_certificate");
    await database.query(
      `update certifications set snapshot = jsonb_set(snapshot, '{recipientName}', '"=2+3"') where id = $1`,
      [certificateId],
    );
    await database.query("alter table certifications enable trigger keep_certificate");
    const { csv } = await exportIssuedCertificates({ ctx: manager, learnUrl });
    expect(csv.split("\r\n")[1]).toMatch(/^'=2\+3,.*,valid,http/);
    expect(
      await database.query(
        "select 1 from audit_log where action = 'certificate.export' and actor_id = $1",
        [manager.actor.userId],
      ),
    ).toHaveLength(1);
    for (const refused of [world.ctx, await factories.memberContext("creator")]) {
      const asked = { ctx: refused, learnUrl };
      const forbidden = { kind: "forbidden" };
      await expect(listIssuedCertificates({ ...asked, input: {} })).rejects.toMatchObject(
        forbidden,
      );
      await expect(exportIssuedCertificates(asked)).rejects.toMatchObject(forbidden);
    }
  });

  it("says expired and revoked", async () => {
    const factories = new Factories(database);
    const world = await makeLearner(database);
    const certificateId = await finish(world);
    const [row] = await certificatesOf(world);
    const code = row?.verification_code ?? "";
    const admin = await factories.memberContext("admin", world.ctx.actor.orgId);
    await revokeCertificate({ ctx: admin, input: { certificateId, reason: "Issued by mistake" } });
    await revokeCertificate({ ctx: admin, input: { certificateId, reason: "Again" } });
    const revoked = await check(code);
    expect(revoked).toMatchObject({ outcome: "found", certificate: { state: "revoked" } });
    expect(JSON.stringify(revoked)).not.toContain("mistake");
    const issued = await listIssuedCertificates({ ctx: admin, input: {}, learnUrl });
    expect(issued.certificates).toMatchObject([{ id: certificateId, state: "revoked" }]);
    expect(issued.certificates[0]?.verificationUrl).toContain(code);
    const audit = await database.query(
      "select 1 from audit_log where action = 'certificate.revoke' and target_id = $1",
      [certificateId],
    );
    expect(audit).toHaveLength(1);

    const short = await makeLearner(database, { modules: 1 });
    await database.query(
      `update courses set settings = '{"certificate_validity_days": 1}' where id = $1`,
      [short.course.courseId],
    );
    await finish(short);
    await database.query("alter table certifications disable trigger keep_certificate");
    await database.query(
      "update certifications set expires_at = now() - interval '1 minute' where user_id = $1",
      [short.ctx.actor.userId],
    );
    await database.query("alter table certifications enable trigger keep_certificate");
    const [expired] = await certificatesOf(short);
    expect(await check(expired?.verification_code ?? "")).toMatchObject({
      outcome: "found",
      certificate: { state: "expired" },
    });
  });

  it("tells an unknown code from what cannot be one", async () => {
    expect(await check("0000-0000-0000-0000-0000")).toEqual({ outcome: "unknown" });
    expect(await check("hello")).toEqual({ outcome: "malformed" });
    await expect(check("x".repeat(5_000))).rejects.toMatchObject({ kind: "validation" });
  });

  it("slows down an address that tries many codes, and no other", async () => {
    const address = randomUUID();
    const outcomes: string[] = [];
    for (let turn = 0; turn < certificateChecksPerWindow + 5; turn += 1) {
      outcomes.push((await check("0000-0000-0000-0000-0000", address)).outcome);
    }
    expect(outcomes.slice(0, certificateChecksPerWindow)).toEqual(
      Array.from({ length: certificateChecksPerWindow }, () => "unknown"),
    );
    expect(outcomes.at(-1)).toBe("limited");
    expect(await check("0000-0000-0000-0000-0000")).toEqual({ outcome: "unknown" });
    const buckets = await database.query<{ bucket: string }>("select bucket from rate_limits");
    expect(JSON.stringify(buckets)).not.toContain(address);
  });
});

describe("someone else's certificate", () => {
  it("does not exist for other learners, other organisations, or those who may not revoke", async () => {
    const factories = new Factories(database);
    const world = await makeLearner(database);
    const certificateId = await finish(world);
    for (const ctx of [
      await factories.memberContext("learner", world.ctx.actor.orgId),
      await factories.memberContext("learner"),
      await factories.memberContext("admin"),
    ]) {
      await expect(
        loadCertificate({ ctx, input: { certificateId }, learnUrl }),
      ).rejects.toMatchObject({
        kind: "not_found",
      });
    }
    const input = { certificateId, reason: "No" };
    for (const role of ["learner", "creator", "manager"] as const) {
      const ctx = await factories.memberContext(role, world.ctx.actor.orgId);
      await expect(revokeCertificate({ ctx, input })).rejects.toMatchObject({ kind: "forbidden" });
    }
    const elsewhere = await factories.memberContext("admin");
    await expect(revokeCertificate({ ctx: elsewhere, input })).rejects.toMatchObject({
      kind: "not_found",
    });
    expect(
      await database.query("select revoked_at from certifications where id = $1", [certificateId]),
    ).toEqual([{ revoked_at: null }]);
  });
});
