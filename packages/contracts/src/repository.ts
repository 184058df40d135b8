import { z } from "zod";

export const RepositoryId = z.uuid().brand<"RepositoryId">();
export type RepositoryId = z.infer<typeof RepositoryId>;

/** The channel that says when something happens in a repository, to whoever may read it. */
export function repositoryTopic(id: RepositoryId): string {
  return `repository:${id}`;
}

/** What a repository is called in its address, within its organisation. */
export const RepositoryName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9](?!.*\.\.)[a-z0-9._-]{0,99}$/,
    "Use letters, digits, dots, - and _, and begin with a letter or digit",
  )
  .refine((name) => !name.endsWith("."), "A name does not end with a dot");
export type RepositoryName = z.infer<typeof RepositoryName>;

/** Whom a repository exists for, beside its owner, its members and the organisation's admins. */
export const visibilities = ["private", "organisation", "public"] as const;
export const Visibility = z.enum(visibilities);
export type Visibility = z.infer<typeof Visibility>;

/** Strongest last. Whoever may write may read; an admin changes settings and members, and deletes. */
export const repositoryRoles = ["read", "write", "admin"] as const;
export const RepositoryRole = z.enum(repositoryRoles);
export type RepositoryRole = z.infer<typeof RepositoryRole>;

export function repositoryRoleCovers(role: RepositoryRole, needed: RepositoryRole): boolean {
  return repositoryRoles.indexOf(role) >= repositoryRoles.indexOf(needed);
}

/** A commit, tree, chunk or pack: its BLAKE3 hash in lower-case hexadecimal. */
export const ContentName = z.string().regex(/^[0-9a-f]{64}$/);

/** A branch or tag by its own name, without `branches/` or `tags/`. */
export const BranchName = z
  .string()
  .max(100)
  .regex(/^[\p{L}\p{N}_][\p{L}\p{N}_./-]*$/u, "Use letters, digits, - _ . and /")
  .refine((name) => !/\.\.|\/\/|[./]$/.test(name), "This cannot be the name of a branch");

/** A branch or tag with what it is: `branches/main`, `tags/v1.0`. */
export const RefName = z
  .templateLiteral([z.enum(["branches", "tags"]), "/", z.string()])
  .refine(
    (ref) => BranchName.safeParse(ref.slice(ref.indexOf("/") + 1)).success,
    "This cannot be the name of a branch or tag",
  );
export type RefName = z.infer<typeof RefName>;

/** What a token may be used for; its owner's own rights are the limit in any case. */
export const tokenScopes = ["read", "write", "admin"] as const;
export const TokenScope = z.enum(tokenScopes);
export type TokenScope = z.infer<typeof TokenScope>;
