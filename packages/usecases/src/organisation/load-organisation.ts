import { AppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { asUser } from "@byteos/db/as-user";
import { organisationRepository } from "@byteos/db/repositories/organisation.repository";
import { type OrganisationView, viewOrganisation } from "./organisation-shape.ts";

/** The organisation the member acts in, for its name, brand and settings. */
export async function loadOrganisation({ ctx }: { ctx: MemberContext }): Promise<OrganisationView> {
  const row = await asUser(ctx, (tx) => organisationRepository.find(tx, ctx.actor.orgId));
  if (row === null) {
    throw new AppError("not_found", "organisation.not-found", "This organisation does not exist");
  }
  return viewOrganisation(row);
}
