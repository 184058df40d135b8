import { OrgRole } from "@byteos/contracts/role";
import { z } from "zod";

export const peoplePageSize = 25;

/** What the address of the People page may say; anything else counts as not said. */
export const PeopleQuery = z.object({
  q: z.string().max(200).catch("").default(""),
  role: OrgRole.nullable().catch(null).default(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
});
export type PeopleQuery = z.infer<typeof PeopleQuery>;

export function peopleHref({ q, role, page }: PeopleQuery): string {
  const params = new URLSearchParams();
  if (q !== "") params.set("q", q);
  if (role !== null) params.set("role", role);
  if (page > 1) params.set("page", String(page));
  return params.size === 0 ? "/people" : `/people?${params}`;
}
