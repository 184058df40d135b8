import { AppError, isAppError } from "@byteos/contracts/errors";
import { ContentName, RefName, RepositoryId } from "@byteos/contracts/repository";
import type { MemberContext } from "@byteos/contracts/request-context";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { codeRepositoryRepository } from "@byteos/db/repositories/code-repository.repository";
import { packRepository } from "@byteos/db/repositories/pack.repository";
import { refRepository, type NewCommit, type RefRow } from "@byteos/db/repositories/ref.repository";
import { repositoryEventRepository } from "@byteos/db/repositories/repository-event.repository";
import { repositorySourceRepository } from "@byteos/db/repositories/repository-source.repository";
import { uploadLeaseRepository } from "@byteos/db/repositories/upload-lease.repository";
import type { Tx } from "@byteos/db/transaction";
import { checkClosure } from "@byteos/forge/store/check-closure";
import { toHex } from "@byteos/forge/store/content-name";
import type { NamedCommit } from "@byteos/forge/store/history";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { ForgeMeans } from "./forge-means.ts";
import { leaseLost } from "./leases.ts";
import { nameFromHex } from "./open-version.ts";
import { PushChunks } from "./push-chunks.ts";
import { requireRepository } from "./require-repository.ts";

export const MoveRefInput = z.strictObject({
  repositoryId: RepositoryId,
  ref: RefName,
  /** Where it must point now; null when it must not exist. */
  expected: ContentName.nullable(),
  /** Null removes it. */
  next: ContentName.nullable(),
  /** For a version that is new here. */
  leaseId: z.uuid().optional(),
});
type MoveRefInput = z.infer<typeof MoveRefInput>;

/** When somebody else was quicker, `current` is where the ref points instead. */
export type RefMove =
  | { readonly kind: "moved" }
  | { readonly kind: "elsewhere"; readonly current: string | null };

interface Checked {
  readonly refs: readonly RefRow[];
  readonly commits: readonly NamedCommit[];
  readonly packs: readonly string[];
}

const attempts = 3;

/**
 * Points a branch or tag at a version, or removes it, if it still points where the caller thinks. Before a
 * version is pointed at, everything it reaches has been found to be stored: `forge.missing-chunk` otherwise.
 */
export async function moveRef({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<RefMove> {
  requireCapability(ctx, "course.take");
  const move = MoveRefInput.parse(input);
  for (let attempt = 1; ; attempt += 1) {
    const checked = await checkVersion(ctx, move, means);
    const moved = await swap(ctx, move, checked);
    if (moved !== "outdated") return moved;
    if (attempt === attempts) {
      throw new AppError("conflict", "forge.busy", "Others push to this repository as well.", {
        suggestion: "Try again.",
      });
    }
  }
}

async function checkVersion(
  ctx: MemberContext,
  { repositoryId, next, leaseId }: MoveRefInput,
  means: ForgeMeans,
): Promise<Checked> {
  const { orgId, refs, known, doomed } = await asUser(ctx, async (tx) => {
    const { orgId } = await requireRepository(tx, repositoryId, "write");
    const refs = await refRepository.list(tx, repositoryId);
    const known = await refRepository.listReached(
      tx,
      repositoryId,
      refs.map(({ commit }) => commit),
    );
    const lease =
      leaseId === undefined
        ? null
        : await elevated(tx, "see which packs a push must not build upon", () =>
            uploadLeaseRepository.findDoomed(tx, { repositoryId, leaseId }),
          );
    return { orgId, refs, known, doomed: lease?.doomed ?? null };
  });
  if (next === null || known.has(next)) return { refs, commits: [], packs: [] };
  if (doomed === null) throw leaseLost();
  const chunks = await PushChunks.open({ id: repositoryId, orgId }, new Set(doomed), means);
  const trees = new Map([...known].map(([name, tree]) => [name, nameFromHex(tree)]));
  const commits = await checkClosure({
    reader: chunks,
    commit: nameFromHex(next),
    known: trees,
    has: (name) => chunks.has(name),
  }).catch((error: unknown) => Promise.reject(explainMissing(error)));
  return { refs, commits, packs: chunks.usedPacks };
}

function explainMissing(error: unknown): unknown {
  if (!isAppError(error) || error.code !== "forge.missing-chunk") return error;
  return new AppError("precondition", error.code, "Not everything of this version has arrived.", {
    cause: error,
    suggestion: "Push again: what arrived is not sent twice.",
  });
}

function swap(
  ctx: MemberContext,
  move: MoveRefInput,
  { refs, commits, packs }: Checked,
): Promise<RefMove | "outdated"> {
  const { repositoryId, ref, expected, next, leaseId } = move;
  return asUser(ctx, async (tx) => {
    const { orgId, defaultBranch } = await requireRepository(tx, repositoryId, "write");
    const outcome = await elevated(tx, "move a branch or tag", async () => {
      await refRepository.lock(tx, repositoryId);
      const now = await refRepository.list(tx, repositoryId);
      const current = now.find(({ name }) => name === ref)?.commit ?? null;
      if (current !== expected) return { kind: "elsewhere", current } as const;
      if (next === null && ref === `branches/${defaultBranch}`)
        throw isDefaultBranch(defaultBranch);
      // What was known to be there was known by refs that still hold it.
      if (next !== null && !isKept(refs, now)) return "outdated";
      if (
        leaseId !== undefined &&
        !(await uploadLeaseRepository.hold(tx, { repositoryId, leaseId }))
      ) {
        throw leaseLost();
      }
      if (packs.length > 0) await commitPacks(tx, { orgId, repositoryId, packs });
      await refRepository.addCommits(tx, repositoryId, commits.map(describe), ctx.actor.userId);
      const swapped = { repositoryId, name: ref, expected, next, movedBy: ctx.actor.userId };
      await refRepository.swap(tx, swapped);
      await repositoryEventRepository.add(tx, {
        repositoryId,
        actorId: ctx.actor.userId,
        kind: next === null ? "removed" : "pushed",
        ref,
        commit: next,
        details: { commits: commits.length },
      });
      await codeRepositoryRepository.notePush(tx, repositoryId);
      return { kind: "moved" } as const;
    });
    if (outcome !== "outdated" && outcome.kind === "moved") {
      await recordAudit(tx, ctx, {
        action: next === null ? "repository.delete-ref" : "repository.push",
        targetType: "repository",
        targetId: repositoryId,
        details: { ref, before: expected, after: next },
      });
    }
    return outcome;
  });
}

function isDefaultBranch(name: string): AppError {
  return new AppError("precondition", "forge.default-branch", `${name} is the default branch.`, {
    suggestion: "Choose another one in the settings of the repository first.",
  });
}

function isKept(before: readonly RefRow[], now: readonly RefRow[]): boolean {
  const commits = new Set(now.map(({ commit }) => commit));
  return before.every(({ commit }) => commits.has(commit));
}

async function commitPacks(
  tx: Tx,
  push: { orgId: string; repositoryId: string; packs: readonly string[] },
): Promise<void> {
  const { orgId, repositoryId, packs } = push;
  // The repositories before their packs, as a deletion holds them in this order too.
  const owners = await packRepository.listOwners(tx, { orgId, names: packs });
  const sources = owners.filter((owner) => owner !== repositoryId);
  const isHeld =
    (sources.length === 0 ||
      (await repositorySourceRepository.mayUse(tx, repositoryId, sources))) &&
    (await packRepository.commit(tx, { orgId, repositoryId, names: packs }));
  if (!isHeld) {
    throw new AppError(
      "precondition",
      "forge.missing-chunk",
      "Some of it was collected meanwhile.",
      {
        suggestion: "Push again: what is still there is not sent twice.",
      },
    );
  }
  await repositorySourceRepository.add(tx, repositoryId, sources);
}

/** Beyond what a date can say in the database. */
const latestMs = Date.UTC(9999, 11, 31);

function describe(commit: NamedCommit): NewCommit {
  const { name, tree, parents, author, madeAtMs, message } = commit;
  return {
    name: toHex(name),
    tree: toHex(tree),
    parents: parents.map(toHex),
    authorName: storable(author.name),
    authorEmail: storable(author.email),
    message: storable(message),
    madeAt: new Date(Math.min(madeAtMs, latestMs)),
  };
}

/** The database holds no NUL. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "");
}
