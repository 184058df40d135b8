import { AppError } from "@byteos/contracts/errors";
import { tutorRepository } from "@byteos/db/repositories/tutor.repository";
import type { Tx } from "@byteos/db/transaction";

/** Throws forbidden `tutor.off` where the course does without Byte. */
export async function requireByte(tx: Tx, course: { readonly courseId: string }): Promise<void> {
  if (await tutorRepository.isAllowed(tx, { courseId: course.courseId })) return;
  throw new AppError("forbidden", "tutor.off", "This course does without Byte.");
}
