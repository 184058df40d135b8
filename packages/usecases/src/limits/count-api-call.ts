import type { MemberContext } from "@byteos/contracts/request-context";
import { countUse } from "./count-use.ts";

/** What one person and one organisation may ask of the API in a minute. */
export const apiCallsPerMinute = { ofPerson: 300, ofOrganisation: 12_000 };

/** Counts a call of the API, whichever it is. Throws limit `request.too-often`. */
export function countApiCall(ctx: MemberContext): Promise<void> {
  return countUse(ctx, {
    name: "api",
    perMinute: apiCallsPerMinute.ofPerson,
    perMinuteOfOrganisation: apiCallsPerMinute.ofOrganisation,
    code: "request.too-often",
    message: "Too much has been asked just now.",
  });
}
