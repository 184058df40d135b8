import type { GradeCardInput, GradedCard } from "@byteos/usecases/review/grade-card";
import type { UndoneReview } from "@byteos/usecases/review/undo-review";
import { postJson } from "../../lib/post-json.ts";

/** Null when it could not be stored: no connection, or the session has ended. */
export function sendReview(review: GradeCardInput): Promise<GradedCard | null> {
  return postJson<GradedCard>("/api/reviews", review);
}

export function sendUndo(clientId: string): Promise<UndoneReview | null> {
  return postJson<UndoneReview>("/api/reviews/undo", { clientId });
}
