import { asUser } from "@byteos/db/as-user";
import {
  catalogueRepository,
  type CatalogueRow,
  catalogueStates,
} from "@byteos/db/repositories/catalogue.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

/** Read from an address, so anything unknown means "no filter" rather than an error. */
export const ListCatalogueInput = z.object({
  search: z.string().max(200).catch(""),
  difficulty: z.enum(["beginner", "intermediate", "advanced"]).nullable().catch(null),
  state: z.enum(catalogueStates).catch("all"),
  limit: z.coerce.number().int().min(1).max(240).catch(24),
});
export type CatalogueFilter = z.infer<typeof ListCatalogueInput>;

export interface CatalogueView {
  readonly filter: CatalogueFilter;
  readonly courses: readonly CatalogueRow[];
  readonly total: number;
}

/** Published courses of the organisation with the learner's own state in each. */
export async function listCatalogue({ ctx, input }: UseCase): Promise<CatalogueView> {
  requireCapability(ctx, "course.take");
  const filter = ListCatalogueInput.parse(input);
  const { orgId, userId } = ctx.actor;
  const { rows, total } = await asUser(ctx, (tx) =>
    catalogueRepository.list(tx, { orgId, userId, ...filter }),
  );
  return { filter, courses: rows, total };
}
