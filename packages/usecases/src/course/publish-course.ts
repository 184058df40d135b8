import { CourseId } from "@byteos/contracts/ids";
import { publishCourse as makePublication } from "@byteos/courseware/publish/publish-course";
import { findCourseSkills } from "@byteos/courseware/skills/find-course-skills";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { courseVersionRepository } from "@byteos/db/repositories/course-version.repository";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { passageRepository } from "@byteos/db/repositories/passage.repository";
import { searchIndexRepository } from "@byteos/db/repositories/search-index.repository";
import { skillRepository } from "@byteos/db/repositories/skill.repository";
import { passagesOfCourse } from "@byteos/retrieval/passages/course-passages";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import { CertificateValidityDays } from "../certificate/certificate-settings.ts";
import type { UseCase } from "../use-case.ts";
import { readDraft } from "./draft-course.ts";
import { isSamePublication } from "./same-publication.ts";
import { readTargetProficiency, setCourseTarget, TargetProficiency } from "./target-skills.ts";

export const PublishCourseInput = z.strictObject({
  courseId: CourseId,
  note: z.string().trim().max(500).default(""),
  /** Left out, it stays as it is. Certificates that were issued keep theirs. */
  certificateValidityDays: CertificateValidityDays.optional(),
  /** Left out, it stays as it is. Holds at once for everyone who takes the course. */
  requireCompletionOrder: z.boolean().optional(),
  /** What learners should reach in each skill, 0 to 1; null for the usual mark. Left out, it stays as it is. */
  targetProficiency: TargetProficiency.nullable().optional(),
});

export type PublishCourseResult =
  | { readonly status: "published"; readonly version: number; readonly publishedAt: string }
  /** Learners have exactly this already. */
  | { readonly status: "unchanged"; readonly version: number };

/**
 * Makes an immutable version of the draft. The course's lock keeps every save out until the version is written,
 * so a version holds all of an edit or none of it. Throws precondition `course.not-publishable` with
 * `details.problems`.
 */
export async function publishCourse({ ctx, input }: UseCase): Promise<PublishCourseResult> {
  requireCapability(ctx, "course.publish");
  const { courseId, note, certificateValidityDays, requireCompletionOrder, targetProficiency } =
    PublishCourseInput.parse(input);
  const { orgId, userId } = ctx.actor;
  const ref = { orgId, courseId };
  return asUser(ctx, async (tx) => {
    await courseRepository.lock(tx, ref);
    await courseRepository.setSettings(tx, ref, {
      ...(certificateValidityDays === undefined
        ? {}
        : { certificate_validity_days: certificateValidityDays }),
      ...(requireCompletionOrder === undefined
        ? {}
        : { require_completion_order: requireCompletionOrder }),
    });
    const target =
      targetProficiency === undefined
        ? readTargetProficiency(await courseRepository.findTargetSkills(tx, ref))
        : targetProficiency;
    const { course } = await readDraft(tx, ref);
    const publication = makePublication(course);
    const current = await courseVersionRepository.findCurrent(tx, ref);
    if (current !== null && current.contentHash === publication.contentHash) {
      const hashes = await courseVersionRepository.itemHashes(tx, {
        ...ref,
        courseVersionId: current.id,
      });
      if (isSamePublication(hashes, publication.items)) {
        await courseRepository.markPublished(tx, ref, {
          versionId: current.id,
          publishedAt: current.publishedAt,
        });
        await setCourseTarget(tx, { ...ref, courseVersionId: current.id, target });
        return { status: "unchanged", version: current.version };
      }
    }
    const created = await elevated(
      tx,
      "write a version with its rubrics, which no member may read or write",
      async (tx) => {
        const version = await courseVersionRepository.create(tx, {
          ...ref,
          content: publication.published,
          contentHash: publication.contentHash,
          objectives: publication.objectives,
          blockCount: publication.blockCount,
          questionCount: publication.questionCount,
          publishedBy: userId,
          note,
        });
        const items = publication.items.map((item) => ({ ...item, id: crypto.randomUUID() }));
        await courseVersionRepository.addItems(tx, { ...ref, courseVersionId: version.id }, items);
        await skillRepository.linkVersion(tx, {
          orgId,
          courseVersionId: version.id,
          ...findCourseSkills(
            publication.published,
            new Map(items.map(({ blockId, rubric }) => [blockId, rubric])),
          ),
        });
        const passages = passagesOfCourse(publication.published);
        const source = { orgId, courseVersionId: version.id };
        const { contentHash } = publication;
        await passageRepository.addOfVersion(tx, { ...source, contentHash }, passages);
        await searchIndexRepository.write(tx, source, passages);
        return version;
      },
    );
    await courseRepository.markPublished(tx, ref, {
      versionId: created.id,
      publishedAt: created.publishedAt,
      estimatedMinutes: publication.estimatedMinutes,
    });
    await setCourseTarget(tx, { ...ref, courseVersionId: created.id, target });
    await recordAudit(tx, ctx, {
      action: "course.publish",
      targetType: "course",
      targetId: courseId,
      details: { version: created.version, contentHash: publication.contentHash },
    });
    return {
      status: "published",
      version: created.version,
      publishedAt: created.publishedAt.toISOString(),
    };
  });
}
