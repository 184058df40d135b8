"use server";

import { isAppError } from "@byteos/contracts/errors";
import { takeUpLeech } from "@byteos/usecases/review/take-up-leech";
import { revalidatePath } from "next/cache";
import { requireMember } from "../../lib/session.ts";

/** Puts a card back into the queue; one that went back meanwhile is there already. */
export async function takeUpLeechAction(id: string): Promise<void> {
  const ctx = await requireMember();
  try {
    await takeUpLeech({ ctx, input: { id } });
  } catch (error) {
    if (!isAppError(error) || error.kind !== "not_found") throw error;
  }
  revalidatePath("/review");
}
