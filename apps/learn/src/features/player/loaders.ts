import { isAppError } from "@byteos/contracts/errors";
import { type FinishView, loadFinish } from "@byteos/usecases/enrollment/load-finish";
import { loadPlayer, type PlayerView } from "@byteos/usecases/enrollment/load-player";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { requireMember } from "../../lib/session.ts";

const Ids = z.object({ courseId: z.uuid(), moduleId: z.uuid().nullish() });

/** Someone who is not enrolled is shown what the course is first. */
async function orCoursePage<T>(courseId: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (isAppError(error) && error.code === "enrollment.not-found")
      redirect(`/courses/${courseId}`);
    if (isAppError(error) && error.kind === "not_found") notFound();
    throw error;
  }
}

export async function loadPlayerPage(params: {
  courseId: string;
  moduleId?: string;
}): Promise<{ view: PlayerView }> {
  const ctx = await requireMember();
  const ids = Ids.safeParse(params);
  if (!ids.success) notFound();
  const view = await orCoursePage(params.courseId, () =>
    loadPlayer({ ctx, input: ids.data }).catch((error: unknown) => {
      if (isAppError(error) && error.code === "module.locked")
        redirect(`/learn/${params.courseId}`);
      throw error;
    }),
  );
  if (ids.data.moduleId != null && view.module.id !== ids.data.moduleId) notFound();
  return { view };
}

export async function loadFinishPage(params: { courseId: string }): Promise<FinishView> {
  const ctx = await requireMember();
  const ids = Ids.safeParse(params);
  if (!ids.success) notFound();
  const { courseId } = ids.data;
  return orCoursePage(params.courseId, () => loadFinish({ ctx, input: { courseId } }));
}
