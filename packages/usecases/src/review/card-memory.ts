import { type CardMemory, dayNumber } from "@byteos/adaptive/scheduling/card-memory";
import { z } from "zod";

const Stored = z.object({
  stability: z.number().positive(),
  difficulty: z.number(),
  firstAtMs: z.number(),
  lastAtMs: z.number(),
  lastDay: z.number().int().optional(),
  reviews: z.number(),
  recalled: z.number(),
  lapses: z.number(),
  surpriseSlow: z.number(),
  surpriseFast: z.number(),
  recentBits: z.number(),
  lastGrade: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  scheduledDays: z.number(),
  lastPace: z.number(),
  pace: z.number(),
  sameDayRepeats: z.number(),
  lastDayOutcome: z.enum(["lapsed", "recalled", "repeated-lapsed", "repeated-recalled"]),
});

/** `review_cards.memory`. Those written before days were the learner's own count them in UTC. */
export const StoredCardMemory = Stored.transform((memory): CardMemory => ({
  ...memory,
  lastDay: memory.lastDay ?? dayNumber({ atMs: memory.lastAtMs, utcOffsetMins: 0 }),
}));

/** `review_logs.before`: a card as it was before a review. */
export const CardBefore = z.object({
  memory: StoredCardMemory,
  dueAt: z.iso.datetime(),
  isLeech: z.boolean(),
});
