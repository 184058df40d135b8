import { RepositoryId } from "@byteos/contracts/repository";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { codeRepositoryRepository } from "@byteos/db/repositories/code-repository.repository";
import { packRepository } from "@byteos/db/repositories/pack.repository";
import { refRepository } from "@byteos/db/repositories/ref.repository";
import { readAhead } from "@byteos/forge/store/check-pack";
import { ChunkStore } from "@byteos/forge/store/chunk-store";
import type { PackStore } from "@byteos/forge/store/ports";
import { verifyStore, type ReadRange } from "@byteos/forge/store/verify-store";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { ForgeMeans } from "./forge-means.ts";
import { requireRepository } from "./require-repository.ts";
import { storedPacks } from "./stored-packs.ts";
import type { StoredVerification } from "./stored-verification.ts";

const mostListed = 1_000;

/**
 * Reads every byte that a repository's versions lie in again and hashes it; damage is named with the files it
 * affects. What it found is kept and shown with its date. For those who may write.
 */
export async function verifyRepository({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<StoredVerification> {
  requireCapability(ctx, "course.take");
  const { repositoryId } = z.strictObject({ repositoryId: RepositoryId }).parse(input);
  const { orgId, refs } = await asUser(ctx, async (tx) => {
    const { orgId } = await requireRepository(tx, repositoryId, "write");
    return { orgId, refs: await refRepository.list(tx, repositoryId) };
  });
  const packs = forwards(
    storedPacks({
      ...means,
      orgId,
      list: (tx) => packRepository.listReadable(tx, repositoryId),
    }),
  );
  const found = await verifyStore(await ChunkStore.open(packs), {
    list: () => Promise.resolve(new Map(refs.map(({ name, commit }) => [name, commit]))),
    compareAndSwap: () => Promise.reject(new Error("A verification moves no branch.")),
  });
  const { damagedPacks, affectedFiles, unreadableCommits } = found;
  const verification = {
    ...found,
    isGood: damagedPacks.length + affectedFiles.length + unreadableCommits.length === 0,
    affectedFiles: affectedFiles.slice(0, mostListed),
    unreadableCommits: unreadableCommits.slice(0, mostListed),
    damagedPacks: damagedPacks.slice(0, mostListed),
  };
  await asUser(ctx, async (tx) => {
    await requireRepository(tx, repositoryId, "write");
    await elevated(tx, "keep what a verification found", () =>
      codeRepositoryRepository.noteVerification(tx, repositoryId, verification),
    );
    await recordAudit(tx, ctx, {
      action: "repository.verify",
      targetType: "repository",
      targetId: repositoryId,
      details: { isGood: verification.isGood },
    });
  });
  return verification;
}

/** The same packs in fewer requests, as a verification reads each from its beginning to its end. */
function forwards(packs: PackStore): PackStore {
  const sizes = new Map<string, number>();
  let current: { readonly name: string; readonly read: ReadRange } | null = null;
  return {
    ...packs,
    async list() {
      const listed = await packs.list();
      for (const { name, bytes, tailBytes = 0 } of listed) sizes.set(name, bytes - tailBytes);
      return listed;
    },
    async read(name, start, end) {
      const size = sizes.get(name) ?? 0;
      if (end > size) return packs.read(name, start, end);
      if (current?.name !== name) {
        current = { name, read: readAhead((from, to) => packs.read(name, from, to), size) };
      }
      return current.read(start, end);
    },
  };
}
