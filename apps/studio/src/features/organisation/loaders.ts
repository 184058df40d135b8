import { roleCan } from "@byteos/contracts/role";
import { loadOrganisation } from "@byteos/usecases/organisation/load-organisation";
import type { OrganisationView } from "@byteos/usecases/organisation/organisation-shape";
import { requireMember } from "../../lib/session.ts";

export interface SettingsView {
  readonly organisation: OrganisationView;
  readonly canConfigure: boolean;
  readonly timeZones: readonly string[];
}

export async function loadSettingsPage(): Promise<SettingsView> {
  const ctx = await requireMember();
  const organisation = await loadOrganisation({ ctx });
  return {
    organisation,
    canConfigure: roleCan(ctx.actor.role, "organisation.configure"),
    timeZones: ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")],
  };
}
