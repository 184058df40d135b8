import type { Metadata } from "next";
import { Review } from "../../../features/review/components/review.tsx";
import { loadReviewPage } from "../../../features/review/loaders.ts";

export const metadata: Metadata = { title: "Review" };

export default async function ReviewPage() {
  return <Review view={await loadReviewPage()} />;
}
