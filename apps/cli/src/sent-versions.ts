import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "@byteos/integrations/forge/durable-write";
import { z } from "zod";
import type { WorkFolder } from "./work-folder.ts";

/** The address of what this repository was cloned from or pushed to last. */
export const remoteFile = ".byteos/remote";
const sentFile = ".byteos/sent.json";
/** The commit that the other side had last, by branch. */
const Sent = z.record(z.string(), z.string());

function readSent(work: WorkFolder): Record<string, string> {
  const path = join(work.root, sentFile);
  if (!existsSync(path)) return {};
  try {
    return Sent.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    // It only spares asking the server: what cannot be read is as good as nothing.
    return {};
  }
}

/** Keeps in mind what the other side has, so that the status can say what it lacks without a network. */
export function rememberSent(work: WorkFolder, branch: string, commit: string): void {
  replaceFile(
    join(work.root, sentFile),
    `${JSON.stringify({ ...readSent(work), [branch]: commit })}\n`,
  );
}

/** Whether that is a server: a folder in which somebody may be working is sent to when asked only. */
export function hasServer(work: WorkFolder): boolean {
  const path = join(work.root, remoteFile);
  return existsSync(path) && /^https?:\/\//.test(readFileSync(path, "utf8"));
}

/** Commits that branches were at on the other side when it was last spoken to; empty where that is not known. */
export function listSent(work: WorkFolder): ReadonlySet<string> {
  return new Set(Object.values(readSent(work)));
}
