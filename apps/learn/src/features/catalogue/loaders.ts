import { isAppError } from "@byteos/contracts/errors";
import { type CatalogueView, listCatalogue } from "@byteos/usecases/catalogue/list-catalogue";
import { type CoursePage, loadCoursePage } from "@byteos/usecases/catalogue/load-course-page";
import { notFound } from "next/navigation";
import { requireMember } from "../../lib/session.ts";

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

export async function loadCataloguePage(params: SearchParams): Promise<CatalogueView> {
  const ctx = await requireMember();
  return listCatalogue({
    ctx,
    input: {
      search: first(params["q"]) ?? "",
      difficulty: first(params["level"]) ?? null,
      state: first(params["state"]) ?? "all",
      limit: first(params["show"]) ?? 24,
    },
  });
}

export async function loadCourse(params: { courseId: string }): Promise<CoursePage> {
  const ctx = await requireMember();
  try {
    return await loadCoursePage({ ctx, input: { courseId: params.courseId } });
  } catch (error) {
    if (isAppError(error) && error.kind === "not_found") notFound();
    throw error;
  }
}
