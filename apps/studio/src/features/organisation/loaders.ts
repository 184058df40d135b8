import { roleCan } from "@byteos/contracts/role";
import type { SecondStepState } from "@byteos/integrations/auth/second-step";
import { loadOrganisation } from "@byteos/usecases/organisation/load-organisation";
import type { OrganisationView } from "@byteos/usecases/organisation/organisation-shape";
import { requireMember } from "../../lib/session.ts";
import { loadSecondStep } from "../second-step/loaders.ts";
import { loadTraining, type TrainingView } from "../training/loaders.ts";

export interface SettingsView {
  readonly organisation: OrganisationView;
  readonly canConfigure: boolean;
  readonly timeZones: readonly string[];
  readonly secondStep: SecondStepState;
  /** For admins. */
  readonly training: TrainingView | null;
}

export async function loadSettingsPage(): Promise<SettingsView> {
  const ctx = await requireMember();
  const canConfigure = roleCan(ctx.actor.role, "organisation.configure");
  const [organisation, secondStep, training] = await Promise.all([
    loadOrganisation({ ctx }),
    loadSecondStep(),
    canConfigure ? loadTraining(ctx) : null,
  ]);
  return {
    organisation,
    secondStep,
    training,
    canConfigure,
    timeZones: ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")],
  };
}
