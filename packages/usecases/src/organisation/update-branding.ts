import { AppError } from "@byteos/contracts/errors";
import { asUser } from "@byteos/db/as-user";
import { organisationRepository } from "@byteos/db/repositories/organisation.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { Branding, brandParts } from "./organisation-shape.ts";

export const UpdateBrandingInput = z.strictObject(brandParts).partial();

/** Changes the parts of the brand that are given and keeps the rest. */
export async function updateBranding({ ctx, input }: UseCase): Promise<Branding> {
  requireCapability(ctx, "organisation.configure");
  const change = UpdateBrandingInput.parse(input);
  const { orgId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const row = await organisationRepository.find(tx, orgId);
    const before = Branding.safeParse(row?.branding).data ?? Branding.parse({});
    const branding = Branding.parse({ ...before, ...change });
    if (!(await organisationRepository.update(tx, orgId, { branding }))) {
      throw new AppError("not_found", "organisation.not-found", "This organisation does not exist");
    }
    await recordAudit(tx, ctx, {
      action: "organisation.update-branding",
      targetType: "organisation",
      targetId: orgId,
      details: { changed: Object.keys(change).toSorted().join(",") },
    });
    return branding;
  });
}
