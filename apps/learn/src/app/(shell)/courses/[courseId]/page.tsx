import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { CoursePage } from "../../../../features/catalogue/components/course-page.tsx";
import { loadCourse } from "../../../../features/catalogue/loaders.ts";

export default async function Page({ params }: { params: Promise<{ courseId: string }> }) {
  const course = await loadCourse(await params);
  return (
    <>
      <title>{`${course.title} · ByteOS Learn`}</title>
      <CoursePage course={course} timeZone={await timeZoneOfRequest()} />
    </>
  );
}
