import { AppError } from "@byteos/contracts/errors";
import { refRepository, type CommitRow } from "@byteos/db/repositories/ref.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";

/** A branch or tag (`branches/main`, or `main` alone), or a version by its name or the beginning of it. */
export const CommitPlace = z.string().min(1).max(110);

/** The version that a word means in a repository; `not_found` when it means none. */
export async function resolveCommit(
  tx: Tx,
  repositoryId: string,
  place: string,
): Promise<CommitRow> {
  const refs = await refRepository.list(tx, repositoryId);
  const byName = new Map(refs.map(({ name, commit }) => [name, commit]));
  const named = byName.get(place) ?? byName.get(`branches/${place}`) ?? byName.get(`tags/${place}`);
  const found =
    named === undefined
      ? await refRepository.findCommitByPrefix(tx, repositoryId, place)
      : await refRepository.findCommit(tx, repositoryId, named);
  if (found !== null) return found;
  throw new AppError("not_found", "forge.unknown-version", "There is no such version.", {
    suggestion: "See its branches, tags and history.",
  });
}
