"use server";

import { isAppError } from "@byteos/contracts/errors";
import { correctMemory, forgetMemory } from "@byteos/usecases/tutor/memories";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireMember } from "../../lib/session.ts";

const MemoryForm = z.object({ memoryId: z.uuid(), fact: z.string().optional() });
const page = "/account/byte";

/** One that is gone already, from another tab, is as good as deleted. */
async function unlessGone(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isAppError(error) || error.code !== "tutor.memory-not-found") throw error;
  }
  revalidatePath(page);
}

export async function correctMemoryAction(form: FormData): Promise<void> {
  const ctx = await requireMember();
  const { memoryId, fact } = MemoryForm.parse(Object.fromEntries(form));
  await unlessGone(correctMemory({ ctx, input: { memoryId, fact } }));
}

export async function forgetMemoryAction(form: FormData): Promise<void> {
  const ctx = await requireMember();
  const { memoryId } = MemoryForm.parse(Object.fromEntries(form));
  await unlessGone(forgetMemory({ ctx, input: { memoryId } }));
}
