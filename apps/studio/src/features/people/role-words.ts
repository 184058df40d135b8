import type { OrgRole } from "@byteos/contracts/role";

export const roleNames: Readonly<Record<OrgRole, string>> = {
  admin: "Admin",
  manager: "Manager",
  creator: "Creator",
  learner: "Learner",
};

export const roleDescriptions: Readonly<Record<OrgRole, string>> = {
  admin: "Everything, including people and settings",
  manager: "Follows learning, invites learners",
  creator: "Makes and publishes courses",
  learner: "Takes courses in Learn",
};
