import { RepositoryId } from "@byteos/contracts/repository";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { packRepository, type PackRow } from "@byteos/db/repositories/pack.repository";
import { packPath } from "@byteos/integrations/forge/pack-files";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { ForgeMeans } from "./forge-means.ts";
import { requireRepository } from "./require-repository.ts";

export const ListPacksInput = z.strictObject({
  repositoryId: RepositoryId,
  /** Also what an earlier push has left; for those who may write. */
  forPush: z.boolean().default(false),
});

const linkLifetimeSecs = 3_600;

export interface ListedPack {
  readonly name: string;
  readonly bytes: number;
  /** Bytes of the index and trailer at its end. */
  readonly tailBytes: number;
  readonly storedAtMs: number;
  /** Shows the pack to anyone who has it, for an hour. */
  readonly url: string;
}

/** The packs that a repository lies in, with where each can be read by range. */
export async function listPacks({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<readonly ListedPack[]> {
  requireCapability(ctx, "course.take");
  const { repositoryId, forPush } = ListPacksInput.parse(input);
  const { orgId, packs } = await asUser(ctx, async (tx) => {
    const repository = await requireRepository(tx, repositoryId, forPush ? "write" : "read");
    const packs = await elevated(tx, "list the packs of a repository", () =>
      forPush
        ? packRepository.listForPush(tx, repositoryId)
        : packRepository.listReadable(tx, repositoryId),
    );
    return { orgId: repository.orgId, packs };
  });
  const paths = packs.map(({ name }) => packPath(orgId, name));
  const urls = await means.files.signedUrls(paths, linkLifetimeSecs);
  return packs.map((pack, at) => ({ ...describe(pack), url: urls[at] ?? "" }));
}

function describe({ name, bytes, tailBytes, storedAt }: PackRow) {
  return { name, bytes, tailBytes, storedAtMs: storedAt.getTime() };
}
