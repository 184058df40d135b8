import { AppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import {
  type EnrollmentRow,
  enrollmentRepository,
} from "@byteos/db/repositories/enrollment.repository";
import type { Tx } from "@byteos/db/transaction";
import { getPublishedVersion, type PublishedVersion } from "./published-version.ts";

/** The learner's own enrolment in a course. Throws `enrollment.not-found`. */
export async function getOwnEnrollment(
  tx: Tx,
  ctx: MemberContext,
  courseId: string,
): Promise<EnrollmentRow> {
  const { orgId, userId } = ctx.actor;
  const enrollment = await enrollmentRepository.findForCourse(tx, { orgId, userId, courseId });
  if (enrollment !== null) return enrollment;
  throw new AppError("not_found", "enrollment.not-found", "You are not enrolled in this course.");
}

export interface TakenCourse {
  readonly enrollment: EnrollmentRow;
  /** The version that the learner takes, which may not be the newest. */
  readonly version: PublishedVersion;
}

/** A course as the learner takes it. Throws `enrollment.not-found`. */
export async function getTakenCourse(
  tx: Tx,
  ctx: MemberContext,
  courseId: string,
): Promise<TakenCourse> {
  const enrollment = await getOwnEnrollment(tx, ctx, courseId);
  const { courseVersionId } = enrollment;
  const version = await getPublishedVersion(tx, { orgId: ctx.actor.orgId, courseVersionId });
  return { enrollment, version };
}
