import { z } from "zod";

/** A person's role within one organisation, strongest first. */
export const orgRoles = ["admin", "manager", "creator", "learner"] as const;
export const OrgRole = z.enum(orgRoles);
export type OrgRole = z.infer<typeof OrgRole>;

export const capabilities = [
  "studio.open",
  "course.read",
  "course.write",
  "course.publish",
  "document.import",
  "analytics.read",
  "people.read",
  "people.invite",
  "people.set-role",
  "organisation.configure",
  "repository.create",
  "course.take",
] as const;
export type Capability = (typeof capabilities)[number];

/** The one table that says who may do what; the database's policies say the same again. */
export const capabilitiesByRole: Readonly<Record<OrgRole, readonly Capability[]>> = {
  admin: capabilities,
  manager: [
    "studio.open",
    "course.read",
    "analytics.read",
    "people.read",
    "people.invite",
    "repository.create",
    "course.take",
  ],
  creator: [
    "studio.open",
    "course.read",
    "course.write",
    "course.publish",
    "document.import",
    "analytics.read",
    "repository.create",
    "course.take",
  ],
  learner: ["course.take"],
};

export function roleCan(role: OrgRole, capability: Capability): boolean {
  return capabilitiesByRole[role].includes(capability);
}
