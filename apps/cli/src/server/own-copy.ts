import { z } from "zod";
import { findServerRemote, type RemoteOptions } from "../remote.ts";
import type { WorkFolder } from "../work-folder.ts";

const Verification = z.object({
  packs: z.number(),
  chunks: z.number(),
  rawBytes: z.number(),
  commits: z.number(),
  damagedPacks: z.array(z.object({ pack: z.string(), reason: z.string() })),
  affectedFiles: z.array(z.object({ path: z.string(), commit: z.string() })),
  unreadableCommits: z.array(z.string()),
});

const Collection = z.object({
  freedPacks: z.number(),
  freedBytes: z.number(),
  markedPacks: z.number(),
  markedBytes: z.number(),
  rewrittenBytes: z.number(),
  heldBackBy: z.number(),
  isDone: z.boolean(),
});

type Here = Omit<RemoteOptions, "outboxFolder">;

/** Has the server read and hash everything of its own copy. */
export async function verifyOnServer(work: WorkFolder, here: Here) {
  const ask = await findServerRemote(work, here);
  return ask("verify", Verification, { method: "POST", body: {} });
}

export async function collectOnServer(work: WorkFolder, here: Here, isDryRun: boolean) {
  const ask = await findServerRemote(work, here);
  return ask("collect", Collection, { method: "POST", body: { isDryRun } });
}
