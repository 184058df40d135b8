import { roleCan, type OrgRole } from "@byteos/contracts/role";
import type { SecondStepState } from "@byteos/integrations/auth/second-step";
import { loadTrainingConsent } from "@byteos/usecases/fine-tuning/consent";
import { loadAccount as loadAccountView } from "@byteos/usecases/session/load-account";
import { loadNudgeSetting } from "@byteos/usecases/tutor/nudge-settings";
import { env } from "../../env.ts";
import { requireMember } from "../../lib/session.ts";
import { loadSecondStep } from "../second-step/loaders.ts";

const roleNames: Readonly<Record<OrgRole, string>> = {
  admin: "Admin",
  manager: "Manager",
  creator: "Creator",
  learner: "Learner",
};

export interface Account {
  readonly userId: string;
  readonly name: string;
  readonly fullName: string;
  readonly email: string;
  readonly organisationName: string;
  readonly roleName: string;
  /** Where people who may work in Studio find it. */
  readonly studioUrl: string | null;
}

export async function loadAccount(): Promise<Account> {
  const ctx = await requireMember();
  const { fullName, email, organisationName } = await loadAccountView({ ctx });
  const { role } = ctx.actor;
  return {
    userId: ctx.actor.userId,
    name: fullName.trim() === "" ? email : fullName,
    fullName,
    email,
    organisationName,
    roleName: roleNames[role],
    studioUrl: roleCan(role, "studio.open") ? env().STUDIO_URL : null,
  };
}

export interface AccountView extends Account {
  readonly secondStep: SecondStepState;
  readonly hasNudges: boolean;
  /** Whether helpful turns may train the organisation's model. */
  readonly hasTrainingConsent: boolean;
}

export async function loadAccountPage(): Promise<AccountView> {
  const ctx = await requireMember();
  const [account, secondStep, hasNudges, hasTrainingConsent] = await Promise.all([
    loadAccount(),
    loadSecondStep(),
    loadNudgeSetting({ ctx }),
    loadTrainingConsent({ ctx }),
  ]);
  return { ...account, secondStep, hasNudges, hasTrainingConsent };
}
