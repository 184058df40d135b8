import type { MemberContext } from "@byteos/contracts/request-context";
import { countUse } from "../limits/count-use.ts";

/** What models may read and write for one learner in a day; beyond it the course answers in its own words. */
export const tokensPerDay = 250_000;

/** Counts a turn. Throws limit `tutor.too-often`. */
export function countTurn(ctx: MemberContext): Promise<void> {
  return countUse(ctx, {
    name: "tutor",
    perMinute: 15,
    perDay: 400,
    perDayOfOrganisation: 20_000,
    code: "tutor.too-often",
    message: "Byte has been asked too often just now.",
  });
}
