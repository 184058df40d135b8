import { asUser } from "@byteos/db/as-user";
import { type FoundPassage, searchPassages } from "@byteos/db/search/lexical-search";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const SearchCoursesInput = z.strictObject({
  text: z.string().trim().min(1).max(2_000),
  limit: z.int().min(1).max(100).default(10),
});

/** Passages of the published courses of the organisation, best first. */
export async function searchCourses({ ctx, input }: UseCase): Promise<FoundPassage[]> {
  requireCapability(ctx, "course.take");
  const { text, limit } = SearchCoursesInput.parse(input);
  const { orgId } = ctx.actor;
  return asUser(ctx, (tx) =>
    searchPassages(tx, { orgId, scope: { kind: "organisation" }, text, limit }),
  );
}
