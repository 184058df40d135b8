import { roleCan } from "@byteos/contracts/role";
import { loadAccount } from "@byteos/usecases/session/load-account";
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
  const { fullName, email, organisationName, branding } = await loadAccount({ ctx });
  const { role } = ctx.actor;
  return {
    name: fullName.trim() === "" ? email : fullName,
    organisationName,
    roleName: roleNames[role],
    brandColor: branding.primary_color,
    canSeePeople: roleCan(role, "people.read"),
    canCreate: roleCan(role, "course.write"),
    learnUrl: env().LEARN_URL,
  };
}
