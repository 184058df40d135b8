import { roleCan } from "@byteos/contracts/role";
import type { SecondStepState } from "@byteos/integrations/auth/second-step";
import { loadOrganisation } from "@byteos/usecases/organisation/load-organisation";
import type { OrganisationView } from "@byteos/usecases/organisation/organisation-shape";
import { requireMember } from "../../lib/session.ts";
import { loadSecondStep } from "../second-step/loaders.ts";

export interface SettingsView {
  readonly organisation: OrganisationView;
  readonly canConfigure: boolean;
  readonly timeZones: readonly string[];
  readonly secondStep: SecondStepState;
}

export async function loadSettingsPage(): Promise<SettingsView> {
  const ctx = await requireMember();
  const [organisation, secondStep] = await Promise.all([
    loadOrganisation({ ctx }),
    loadSecondStep(),
  ]);
  return {
    organisation,
    secondStep,
    canConfigure: roleCan(ctx.actor.role, "organisation.configure"),
    timeZones: ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")],
  };
}
