import { AppError } from "@byteos/contracts/errors";
import { repositoryRoleCovers, type RepositoryRole } from "@byteos/contracts/repository";
import {
  codeRepositoryRepository,
  type RepositoryRow,
} from "@byteos/db/repositories/code-repository.repository";
import type { Tx } from "@byteos/db/transaction";

/**
 * A repository in which the person who asks has at least this role. `not_found` when they may not even read
 * it, so that nobody learns that it exists; `forbidden` when their role does not suffice.
 */
export async function requireRepository(
  tx: Tx,
  repositoryId: string,
  needed: RepositoryRole,
): Promise<RepositoryRow> {
  const found = await codeRepositoryRepository.find(tx, repositoryId);
  if (found === null) throw repositoryNotFound();
  if (repositoryRoleCovers(found.role, needed)) return found;
  throw new AppError(
    "forbidden",
    "forge.role-missing",
    `You may ${found.role} here, and this takes more.`,
    {
      suggestion: `Ask an admin of ${found.name} for the role "${needed}".`,
      details: { role: found.role, needed },
    },
  );
}

export function repositoryNotFound(): AppError {
  return new AppError("not_found", "forge.repository-not-found", "There is no such repository.", {
    suggestion: "Check its address, and whether you are signed in to the right organisation.",
  });
}
