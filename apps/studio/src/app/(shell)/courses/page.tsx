import type { Metadata } from "next";
import { Courses } from "../../../features/courses/components/courses.tsx";
import { loadCoursesPage } from "../../../features/courses/loaders.ts";

export const metadata: Metadata = { title: "Courses" };

export default async function CoursesPage({ searchParams }: PageProps<"/courses">) {
  return <Courses view={await loadCoursesPage(await searchParams)} />;
}
