import type { Metadata } from "next";
import { LessonPreview } from "../../../../../features/preview/components/lesson-preview.tsx";
import { loadPreviewPage } from "../../../../../features/preview/loaders.ts";

export const metadata: Metadata = { title: "Lesson" };

interface Props {
  params: Promise<{ courseId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The lesson alone, for the frame of the preview. */
export default async function LessonPage({ params, searchParams }: Props) {
  const { courseId } = await params;
  return <LessonPreview view={await loadPreviewPage(courseId, await searchParams)} />;
}
