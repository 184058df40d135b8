import { ContentName } from "@byteos/contracts/repository";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { uploadLeaseRepository } from "@byteos/db/repositories/upload-lease.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { ForgeMeans } from "./forge-means.ts";
import { LeaseRef, leaseLost } from "./leases.ts";
import { nameFromHex } from "./open-version.ts";
import { PushChunks } from "./push-chunks.ts";
import { requireRepository } from "./require-repository.ts";

export const FindChunksInput = LeaseRef.extend({ names: z.array(ContentName).min(1).max(8_192) });

/**
 * Which chunks a push need not send. Says yes only for what the person could read already: chunks of this
 * repository, and of others that all its readers may read.
 */
export async function findChunks({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<readonly boolean[]> {
  requireCapability(ctx, "course.take");
  const { names, ...lease } = FindChunksInput.parse(input);
  const { orgId, doomed } = await asUser(ctx, async (tx) => {
    const { orgId } = await requireRepository(tx, lease.repositoryId, "write");
    const found = await elevated(tx, "see which packs a push must not build upon", () =>
      uploadLeaseRepository.findDoomed(tx, lease),
    );
    if (found === null) throw leaseLost();
    return { orgId, doomed: new Set(found.doomed) };
  });
  const chunks = await PushChunks.open({ id: lease.repositoryId, orgId }, doomed, means);
  const answers: boolean[] = [];
  for (const name of names) answers.push(await chunks.has(nameFromHex(name)));
  return answers;
}
