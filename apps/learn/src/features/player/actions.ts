"use server";

import { moveToCurrentVersion } from "@byteos/usecases/enrollment/move-to-current-version";
import { redirect } from "next/navigation";
import { requireMember } from "../../lib/session.ts";

export async function moveToCurrentVersionAction(courseId: string): Promise<void> {
  const ctx = await requireMember();
  await moveToCurrentVersion({ ctx, input: { courseId } });
  redirect(`/learn/${courseId}`);
}
