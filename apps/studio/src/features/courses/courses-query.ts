import { z } from "zod";

export const courseStates = ["draft", "published", "archived"] as const;
export const courseSorts = ["edited", "title", "learners"] as const;

/** What the address of the courses list may say; anything else counts as not said. */
export const CoursesQuery = z.object({
  q: z.string().max(200).catch("").default(""),
  state: z.enum(courseStates).nullable().catch(null).default(null),
  sort: z.enum(courseSorts).catch("edited").default("edited"),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
export type CoursesQuery = z.infer<typeof CoursesQuery>;

export function coursesHref({ q, state, sort, page }: CoursesQuery): string {
  const params = new URLSearchParams();
  if (q !== "") params.set("q", q);
  if (state !== null) params.set("state", state);
  if (sort !== "edited") params.set("sort", sort);
  if (page > 1) params.set("page", String(page));
  return params.size === 0 ? "/courses" : `/courses?${params}`;
}
