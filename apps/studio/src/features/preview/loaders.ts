import { isAppError } from "@byteos/contracts/errors";
import { CourseId, ModuleId } from "@byteos/contracts/ids";
import { previewCourse } from "@byteos/usecases/course/preview-course";
import type { CoursePreview } from "@byteos/usecases/course/preview-course";
import { notFound } from "next/navigation";
import { requireMember } from "../../lib/session.ts";

export type PreviewDevice = "desktop" | "phone";

export interface PreviewView extends CoursePreview {
  readonly device: PreviewDevice;
}

export async function loadPreviewPage(
  courseId: string,
  query: Record<string, string | string[] | undefined>,
): Promise<PreviewView> {
  const ctx = await requireMember();
  if (!CourseId.safeParse(courseId).success) notFound();
  const moduleId = ModuleId.safeParse(query.module).data;
  const device = query.device === "phone" ? "phone" : "desktop";
  try {
    const preview = await previewCourse({
      ctx,
      input: { courseId, ...(moduleId === undefined ? {} : { moduleId }) },
    });
    return { ...preview, device };
  } catch (error) {
    if (isAppError(error) && error.kind === "not_found") notFound();
    throw error;
  }
}

export function previewHref(
  view: PreviewView,
  change: { module?: string; device?: PreviewDevice; isLesson?: boolean },
): string {
  const query = new URLSearchParams();
  const moduleId = change.module ?? view.module?.id;
  if (moduleId !== undefined) query.set("module", moduleId);
  const device = change.device ?? view.device;
  if (device !== "desktop" && change.isLesson !== true) query.set("device", device);
  const path = `/courses/${view.courseId}/preview${change.isLesson === true ? "/lesson" : ""}`;
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
