import type { TokenScope } from "@byteos/contracts/repository";

export const scopeNames: Readonly<Record<TokenScope, string>> = {
  read: "Read",
  write: "Write",
  admin: "Administer",
};

export const scopeDescriptions: Readonly<Record<TokenScope, string>> = {
  read: "Clone, pull and look at repositories that you may read.",
  write: "Push to repositories that you may write to, and make new ones.",
  admin: "Change settings and members of repositories, verify and collect.",
};
