import { roleCan } from "@byteos/contracts/role";
import { loadOrganisation } from "@byteos/usecases/organisation/load-organisation";
import { loadProfile } from "@byteos/usecases/profile/load-profile";
import { env } from "../../env.ts";
import { requireMember } from "../../lib/session.ts";
import { roleNames } from "../people/role-words.ts";

export interface ShellView {
  readonly name: string;
  readonly organisationName: string;
  readonly roleName: string;
  readonly brandColor: string | null;
  readonly canSeePeople: boolean;
  readonly canCreate: boolean;
  readonly learnUrl: string;
}

export async function loadShell(): Promise<ShellView> {
  const ctx = await requireMember();
  const [profile, organisation] = await Promise.all([
    loadProfile({ ctx }),
    loadOrganisation({ ctx }),
  ]);
  const { role } = ctx.actor;
  return {
    name: profile.fullName.trim() === "" ? profile.email : profile.fullName,
    organisationName: organisation.name,
    roleName: roleNames[role],
    brandColor: organisation.branding.primary_color,
    canSeePeople: roleCan(role, "people.read"),
    canCreate: roleCan(role, "course.write"),
    learnUrl: env().LEARN_URL,
  };
}
