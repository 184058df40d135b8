import { loadReview, type ReviewView } from "@byteos/usecases/review/load-review";
import { learnerTimeZone, requireMember } from "../../lib/session.ts";

export async function loadReviewPage(): Promise<ReviewView> {
  const ctx = await requireMember();
  return loadReview({ ctx, input: { timeZone: await learnerTimeZone() } });
}
