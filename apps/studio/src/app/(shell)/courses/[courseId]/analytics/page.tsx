import type { Metadata } from "next";
import { CourseAnalyticsPage } from "../../../../../features/analytics/components/course-analytics-page.tsx";
import { loadAnalyticsPage } from "../../../../../features/analytics/loaders.ts";

export const metadata: Metadata = { title: "Analytics" };

export default async function AnalyticsPage({ params }: { params: Promise<{ courseId: string }> }) {
  const { courseId } = await params;
  return <CourseAnalyticsPage {...await loadAnalyticsPage(courseId)} />;
}
