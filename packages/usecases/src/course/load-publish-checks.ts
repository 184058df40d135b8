import { masteryTarget } from "@byteos/adaptive/mastery/skill-gap";
import { CourseId } from "@byteos/contracts/ids";
import { readPublishedCourse } from "@byteos/courseware/blocks/read-module-content";
import { checkPublishable } from "@byteos/courseware/publish/check-publishable";
import type { PublishProblem } from "@byteos/courseware/publish/check-publishable";
import {
  findMissingPictures,
  type MissingPicture,
} from "@byteos/courseware/publish/missing-pictures";
import { findUndescribedPictures } from "@byteos/courseware/publish/picture-words";
import type { UndescribedPicture } from "@byteos/courseware/publish/picture-words";
import { toPublicCourse } from "@byteos/courseware/publish/public-course";
import { asUser } from "@byteos/db/as-user";
import { courseVersionRepository } from "@byteos/db/repositories/course-version.repository";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { readCertificateValidity } from "../certificate/certificate-settings.ts";
import { readCompletionOrder } from "../enrollment/completion-order.ts";
import type { UseCase } from "../use-case.ts";
import { compareVersions } from "./compare-versions.ts";
import type { VersionChange } from "./compare-versions.ts";
import { readDraft } from "./draft-course.ts";
import { readTargetProficiency } from "./target-skills.ts";

export const LoadPublishChecksInput = z.strictObject({ courseId: CourseId });

export interface PublishChecks {
  /** Each of these stops publishing, in reading order. */
  readonly problems: readonly PublishProblem[];
  readonly warnings: readonly PublishProblem[];
  /** Pictures that only words are missing to; each is a problem too. */
  readonly undescribed: readonly UndescribedPicture[];
  /** Places whose picture never came; each is a problem too. */
  readonly missing: readonly MissingPicture[];
  readonly currentVersion: number | null;
  readonly nextVersion: number;
  /** Against the published version; null before the first, or while problems keep the draft from being compared. */
  readonly changes: readonly VersionChange[] | null;
  /** Days that certificates of the course stay good; null for ever. */
  readonly certificateValidityDays: number | null;
  /** Whether a module opens only when those before it are finished. */
  readonly requireCompletionOrder: boolean;
  /** What learners should reach in each skill, 0 to 1. */
  readonly targetProficiency: number;
}

export async function loadPublishChecks({ ctx, input }: UseCase): Promise<PublishChecks> {
  requireCapability(ctx, "course.read");
  const { courseId } = LoadPublishChecksInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, courseId };
  return asUser(ctx, async (tx) => {
    const { course, documentHashes } = await readDraft(tx, ref);
    const current = await courseVersionRepository.findCurrent(tx, ref);
    const settings = await courseRepository.findSettings(tx, ref);
    const { problems, warnings } = checkPublishable(course, { documentHashes });
    const isComparable = current !== null && problems.length === 0;
    return {
      problems,
      warnings,
      undescribed: findUndescribedPictures(course.modules),
      missing: findMissingPictures(course.modules),
      currentVersion: current?.version ?? null,
      nextVersion: (current?.version ?? 0) + 1,
      changes: isComparable
        ? compareVersions(readPublishedCourse(current.content), toPublicCourse(course).published)
        : null,
      certificateValidityDays: readCertificateValidity(settings),
      requireCompletionOrder: readCompletionOrder(settings),
      targetProficiency:
        readTargetProficiency(await courseRepository.findTargetSkills(tx, ref)) ?? masteryTarget,
    };
  });
}
