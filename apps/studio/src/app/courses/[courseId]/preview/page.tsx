import type { Metadata } from "next";
import { CoursePreviewPage } from "../../../../features/preview/components/course-preview-page.tsx";
import { loadPreviewPage } from "../../../../features/preview/loaders.ts";

export const metadata: Metadata = { title: "Preview" };

interface Props {
  params: Promise<{ courseId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PreviewPage({ params, searchParams }: Props) {
  const { courseId } = await params;
  return <CoursePreviewPage view={await loadPreviewPage(courseId, await searchParams)} />;
}
