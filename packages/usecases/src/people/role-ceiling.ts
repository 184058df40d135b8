import { AppError } from "@byteos/contracts/errors";
import type { OrgRole } from "@byteos/contracts/role";

/** Roles a person may give by invitation: admins any, managers learners alone. */
export const invitableRoles: Readonly<Record<OrgRole, readonly OrgRole[]>> = {
  admin: ["admin", "manager", "creator", "learner"],
  manager: ["learner"],
  creator: [],
  learner: [],
};

export function requireRoleWithinCeiling(inviter: OrgRole, role: OrgRole): void {
  if (invitableRoles[inviter].includes(role)) return;
  throw new AppError(
    "forbidden",
    "people.role-too-high",
    "You cannot invite people with this role",
    {
      suggestion: "Ask an admin to invite them.",
      details: { role },
    },
  );
}
