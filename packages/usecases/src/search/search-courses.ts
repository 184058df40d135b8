import { asUser } from "@byteos/db/as-user";
import { type HybridPassage, searchHybrid } from "@byteos/db/search/hybrid-search";
import type { VectorSearch } from "@byteos/integrations/model/embedder-from-env";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { makeQueryVector } from "./query-vector.ts";

export const SearchCoursesInput = z.strictObject({
  text: z.string().trim().min(1).max(2_000),
  limit: z.int().min(1).max(100).default(10),
});

/** Passages of the published courses of the organisation, best first. */
export async function searchCourses({
  ctx,
  input,
  vectors,
}: UseCase & { readonly vectors?: VectorSearch | null }): Promise<HybridPassage[]> {
  requireCapability(ctx, "course.take");
  const { text, limit } = SearchCoursesInput.parse(input);
  const { orgId } = ctx.actor;
  const near = await makeQueryVector(vectors, text);
  return asUser(ctx, (tx) =>
    searchHybrid(tx, { orgId, scope: { kind: "organisation" }, text, limit, near }),
  );
}
