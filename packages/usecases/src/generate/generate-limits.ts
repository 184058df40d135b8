import type { MemberContext } from "@byteos/contracts/request-context";
import { countUse } from "../limits/count-use.ts";

/** Counts something generated from a course. Throws limit `generate.too-often`. */
export function countGeneration(ctx: MemberContext): Promise<void> {
  return countUse(ctx, {
    name: "generate",
    perMinute: 10,
    perDay: 120,
    perDayOfOrganisation: 5_000,
    code: "generate.too-often",
    message: "Too much has been generated just now.",
  });
}
