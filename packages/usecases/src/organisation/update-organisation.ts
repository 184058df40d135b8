import { AppError } from "@byteos/contracts/errors";
import { asUser } from "@byteos/db/as-user";
import { organisationRepository } from "@byteos/db/repositories/organisation.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import {
  OrganisationSettings,
  type OrganisationView,
  viewOrganisation,
} from "./organisation-shape.ts";

export const UpdateOrganisationInput = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  default_language: OrganisationSettings.shape.default_language.unwrap().optional(),
  timezone: OrganisationSettings.shape.timezone.unwrap().optional(),
});

/** Changes the name and the settings that are given; settings this form does not know are kept. */
export async function updateOrganisation({ ctx, input }: UseCase): Promise<OrganisationView> {
  requireCapability(ctx, "organisation.configure");
  const { name, ...settings } = UpdateOrganisationInput.parse(input);
  const { orgId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const row = await organisationRepository.find(tx, orgId);
    if (row === null) {
      throw new AppError("not_found", "organisation.not-found", "This organisation does not exist");
    }
    const stored =
      typeof row.settings === "object" && !Array.isArray(row.settings) ? row.settings : {};
    const changed = { name: name ?? row.name, settings: { ...stored, ...settings } };
    await organisationRepository.update(tx, orgId, changed);
    await recordAudit(tx, ctx, {
      action: "organisation.update",
      targetType: "organisation",
      targetId: orgId,
      details: {
        changed: Object.keys({ ...(name === undefined ? {} : { name }), ...settings })
          .toSorted()
          .join(","),
      },
    });
    return viewOrganisation({ ...row, ...changed });
  });
}
