import { loadReview, type ReviewView } from "@byteos/usecases/review/load-review";
import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { requireMember } from "../../lib/session.ts";

export async function loadReviewPage(): Promise<ReviewView> {
  const ctx = await requireMember();
  return loadReview({ ctx, input: { timeZone: await timeZoneOfRequest() } });
}
