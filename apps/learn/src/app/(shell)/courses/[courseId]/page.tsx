import { CoursePage } from "../../../../features/catalogue/components/course-page.tsx";
import { loadCourse } from "../../../../features/catalogue/loaders.ts";
import { learnerTimeZone } from "../../../../lib/session.ts";

export default async function Page({ params }: { params: Promise<{ courseId: string }> }) {
  const course = await loadCourse(await params);
  return (
    <>
      <title>{`${course.title} · ByteOS Learn`}</title>
      <CoursePage course={course} timeZone={await learnerTimeZone()} />
    </>
  );
}
