import { PageHeader } from "@byteos/ui/patterns/page-header";
import type { Metadata } from "next";
import { NewCourse } from "../../../../features/import/components/new-course.tsx";
import { loadNewCoursePage } from "../../../../features/import/loaders.ts";

export const metadata: Metadata = { title: "New course" };

export default async function NewCoursePage() {
  await loadNewCoursePage();
  return (
    <div className="grid max-w-180 gap-6">
      <PageHeader
        className="mb-0!"
        title="New course"
        description="Start from what you already have, or from an empty page."
      />
      <NewCourse />
    </div>
  );
}
