import { AppError } from "@byteos/contracts/errors";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { toHex } from "@byteos/forge/store/content-name";
import { readHistory } from "@byteos/forge/store/history";
import { transferCommit, type TransferProgress } from "@byteos/forge/store/transfer";
import { type Remote, rememberRemote } from "./remote.ts";
import { rememberSent } from "./sent-versions.ts";
import type { Progress, Terminal } from "./terminal/terminal.ts";
import { refName, requireName, type WorkFolder } from "./work-folder.ts";

export interface SentBranch {
  readonly chunks: number;
  readonly newBytes: number;
  readonly tags: number;
  /** The other side had everything already. */
  readonly isNothingNew: boolean;
}

/**
 * Sends the branch up to `commit`, and tags where asked. Throws `forge.branch-moved` where the branch has moved
 * on there, and `cli.branch-in-use` where somebody works on it in the very folder.
 */
export async function sendBranch(
  work: WorkFolder,
  commit: string,
  {
    remote,
    terminal,
    withTags,
  }: { readonly remote: Remote; readonly terminal: Terminal; readonly withTags: boolean },
): Promise<SentBranch> {
  const ref = refName("branches", work.branch);
  const refs = await remote.store.refs.list();
  const there = refs.get(ref) ?? null;
  if (remote.shownBranch === work.branch) {
    throw new AppError("conflict", "cli.branch-in-use", `Somebody works on ${work.branch} there.`, {
      suggestion: "Pull from there instead, or push to a store of its own: byteos init --bare",
    });
  }
  const source = await work.store.openChunks();
  if (there !== null && there !== commit && !(await isAncestor(source, there, commit))) {
    throw new AppError("conflict", "forge.branch-moved", `${work.branch} has moved on there.`, {
      suggestion: "Get it first: byteos pull",
    });
  }
  const moves = there === commit ? [] : [{ ref, expected: there, commit }];
  if (withTags) moves.push(...(await listNewTags(work, refs)));
  let chunks = 0;
  let newBytes = 0;
  for (const move of moves) {
    const sent = await transferCommit({
      source,
      target: remote.store,
      ...move,
      onProgress: (done) => terminal.progress("Sending", describeTransfer(done)),
    });
    chunks += sent.chunks;
    newBytes += sent.newBytes;
  }
  rememberRemote(work, remote.path);
  rememberSent(work, work.branch, commit);
  const tags = moves.length - (there === commit ? 0 : 1);
  return { chunks, newBytes, tags, isNothingNew: moves.length === 0 };
}

/** Tags that the other side has not; one that it has elsewhere is left as it is there. */
async function listNewTags(work: WorkFolder, there: ReadonlyMap<string, string>) {
  return [...(await work.store.refs.list())].flatMap(([ref, commit]) => {
    const isNew = ref.startsWith("tags/") && !there.has(ref);
    return isNew ? [{ ref, expected: null, commit }] : [];
  });
}

export function describeTransfer(done: TransferProgress): Progress {
  const { chunks, totalChunks, bytes, totalBytes } = done;
  return { done: chunks, total: totalChunks, doneBytes: bytes, totalBytes };
}

/** Whether one commit is in the history of another; false also for one that is not here at all. */
export async function isAncestor(
  chunks: ChunkStore,
  ancestor: string,
  commit: string,
): Promise<boolean> {
  if (chunks.index.find(requireName(ancestor)) === null) return false;
  for await (const { name } of readHistory(chunks, [requireName(commit)])) {
    if (toHex(name) === ancestor) return true;
  }
  return false;
}
