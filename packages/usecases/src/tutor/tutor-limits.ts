import { AppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { asService } from "@byteos/db/as-service";
import { rateLimitRepository } from "@byteos/db/repositories/rate-limit.repository";

const turnsPerMinute = 15;
const turnsPerDay = 400;
const turnsPerDayOfOrganisation = 20_000;

/** What models may read and write for one learner in a day; beyond it the course answers in its own words. */
export const tokensPerDay = 250_000;

/** Counts a turn. Throws limit `tutor.too-often`. */
export async function countTurn({ actor: { userId, orgId } }: MemberContext): Promise<void> {
  const buckets = [
    { bucket: `tutor:minute:${userId}`, windowSecs: 60, most: turnsPerMinute },
    { bucket: `tutor:day:${userId}`, windowSecs: 86_400, most: turnsPerDay },
    { bucket: `tutor:org:${orgId}`, windowSecs: 86_400, most: turnsPerDayOfOrganisation },
  ];
  const isOver = await asService("count a learner's turns with the tutor", async (tx) => {
    for (const { bucket, windowSecs, most } of buckets) {
      if ((await rateLimitRepository.hit(tx, { bucket, windowSecs })) > most) return true;
    }
    return false;
  });
  if (isOver) {
    throw new AppError("limit", "tutor.too-often", "Byte has been asked too often just now.", {
      suggestion: "Wait a minute, then ask again.",
    });
  }
}
