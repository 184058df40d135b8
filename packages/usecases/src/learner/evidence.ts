import { z } from "zod";

/** One answer as the engine took it in, stored in its event's payload as `evidence`. */
export const StoredEvidence = z.object({
  score: z.number().min(0).max(1),
  weight: z.number().min(0).max(1),
  /** Of the item for an average learner when it was answered, on the log-odds scale. */
  easiness: z.number(),
  skillIds: z.array(z.string()).min(1),
  atSeconds: z.number(),
  /** Chance of success that was expected before the answer; absent on cards and on older events. */
  predicted: z.number().min(0).max(1).optional(),
});
export type StoredEvidence = z.infer<typeof StoredEvidence>;
