import { elevated } from "@byteos/db/as-service";
import { learnerProfileRepository } from "@byteos/db/repositories/learner-profile.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import type { NextActionView } from "./next-action-view.ts";

const Stored = z.object({
  type: z.string(),
  target_id: z.string().nullable(),
  course_id: z.string().nullish(),
  reason: z.string(),
  what_would_change_it: z.string().nullish(),
});

/** Keeps the action with the profile, where everything else that knows the learner finds it; only when it changed. */
export async function storeNextAction(
  tx: Tx,
  {
    userId,
    next,
    stored,
    now,
  }: { userId: string; next: NextActionView | null; stored: unknown; now: Date },
): Promise<void> {
  const known = Stored.safeParse(stored).data ?? null;
  const isSame =
    known?.type === next?.type &&
    known?.target_id === next?.targetId &&
    known?.course_id === next?.courseId &&
    known?.reason === next?.why &&
    known?.what_would_change_it === next?.whatWouldChangeIt;
  if (isSame) return;
  const action =
    next === null
      ? null
      : {
          type: next.type,
          target_id: next.targetId,
          course_id: next.courseId,
          reason: next.why,
          what_would_change_it: next.whatWouldChangeIt,
          inputs: next.inputs,
          computed_at: now.toISOString(),
        };
  await elevated(tx, "keep what the learner does next", () =>
    learnerProfileRepository.saveNextAction(tx, { userId, action }),
  );
}
