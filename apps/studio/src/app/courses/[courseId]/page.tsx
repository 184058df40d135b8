import type { Metadata } from "next";
import { CourseEditorPage } from "../../../features/editor/components/course-editor-page.tsx";
import { ModulePicture } from "../../../features/editor/components/module-picture.tsx";
import { loadEditorPage, loadEditorTitle } from "../../../features/editor/page-loader.ts";

interface Props {
  params: Promise<{ courseId: string }>;
  searchParams: Promise<{ module?: string | string[] }>;
}

async function addressOf({ params, searchParams }: Props): Promise<[string, string | undefined]> {
  const [{ courseId }, { module }] = await Promise.all([params, searchParams]);
  return [courseId, typeof module === "string" ? module : undefined];
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: await loadEditorTitle(...(await addressOf(props))) };
}

export default async function CoursePage(props: Props) {
  const { blocks, ...page } = await loadEditorPage(...(await addressOf(props)));
  return <CourseEditorPage {...page} picture={<ModulePicture blocks={blocks} />} />;
}
