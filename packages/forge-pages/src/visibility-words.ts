import type { RepositoryRole, Visibility } from "@byteos/contracts/repository";

export const visibilityNames: Readonly<Record<Visibility, string>> = {
  private: "Private",
  organisation: "Organisation",
  public: "Public",
};

export const visibilityDescriptions: Readonly<Record<Visibility, string>> = {
  private: "Only you, its members and the admins of the organisation see that it exists.",
  organisation: "Everyone in the organisation can read it.",
  public: "Everyone with an account can read it.",
};

export const repositoryRoleNames: Readonly<Record<RepositoryRole, string>> = {
  read: "Reads",
  write: "Writes",
  admin: "Administers",
};

export const repositoryRoleDescriptions: Readonly<Record<RepositoryRole, string>> = {
  read: "Sees files and history, and clones.",
  write: "Pushes versions as well.",
  admin: "Changes settings and members, and may delete it.",
};
