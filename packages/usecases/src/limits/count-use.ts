import { AppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { asService } from "@byteos/db/as-service";
import { rateLimitRepository } from "@byteos/db/repositories/rate-limit.repository";

export interface UseLimit {
  /** What is counted: the first part of the buckets' names. */
  readonly name: string;
  readonly perMinute: number;
  readonly perDay?: number;
  readonly perMinuteOfOrganisation?: number;
  readonly perDayOfOrganisation?: number;
  readonly code: string;
  readonly message: string;
}

const minute = 60;
const day = 86_400;

/** Counts one use against the limits of the person and of their organisation. Throws kind limit, `limit.code`. */
export async function countUse(
  { actor: { userId, orgId } }: MemberContext,
  limit: UseLimit,
): Promise<void> {
  const { name, code, message } = limit;
  const buckets = [
    { bucket: `${name}:minute:${userId}`, windowSecs: minute, most: limit.perMinute },
    { bucket: `${name}:day:${userId}`, windowSecs: day, most: limit.perDay },
    {
      bucket: `${name}:org-minute:${orgId}`,
      windowSecs: minute,
      most: limit.perMinuteOfOrganisation,
    },
    { bucket: `${name}:org:${orgId}`, windowSecs: day, most: limit.perDayOfOrganisation },
  ].flatMap(({ most, ...bucket }) => (most === undefined ? [] : [{ ...bucket, most }]));
  const hits = await asService(`count uses of ${name}`, (tx) =>
    rateLimitRepository.hitAll(tx, buckets),
  );
  if (buckets.some(({ most }, index) => (hits[index] ?? 0) > most)) {
    throw new AppError("limit", code, message, { suggestion: "Wait a minute, then try again." });
  }
}
