import { redirect } from "next/navigation";
import { loadPlayerPage } from "../../../features/player/loaders.ts";

/** Opens the course where the learner left it. */
export default async function ResumePage({ params }: { params: Promise<{ courseId: string }> }) {
  const { view } = await loadPlayerPage(await params);
  redirect(`/learn/${view.courseId}/${view.module.id}`);
}
