"use server";

import { isAppError } from "@byteos/contracts/errors";
import { enroll } from "@byteos/usecases/enrollment/enroll";
import { redirect } from "next/navigation";
import { requireMember } from "../../lib/session.ts";

/** Enrols and opens the course. A course that was closed meanwhile leads back to its page, which says so. */
export async function enrollAction(courseId: string): Promise<void> {
  const ctx = await requireMember();
  try {
    await enroll({ ctx, input: { courseId } });
  } catch (error) {
    if (isAppError(error) && error.kind === "not_found") redirect(`/courses/${courseId}`);
    throw error;
  }
  redirect(`/learn/${courseId}`);
}
