import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { AppError } from "@byteos/contracts/errors";
import { replaceFile } from "@byteos/integrations/forge/durable-write";
import { openFolderStore, type FolderStore } from "@byteos/integrations/forge/folder-store";
import type { WorkFolder } from "./work-folder.ts";

const remoteFile = ".byteos/remote";

export interface Remote {
  readonly path: string;
  readonly store: FolderStore;
  /** The branch whose files lie there; null for a store without files. */
  readonly shownBranch: string | null;
}

/** The store of another repository, or a store that is a folder of its own. */
export function openRemote(typed: string): Remote {
  const path = existsSync(typed) ? realpathSync(typed) : resolve(typed);
  const branchFile = join(path, ".byteos/branch");
  if (!existsSync(branchFile)) return { path, store: openFolderStore(path), shownBranch: null };
  const shownBranch = readFileSync(branchFile, "utf8").trim();
  return { path, store: openFolderStore(join(path, ".byteos/store")), shownBranch };
}

export function rememberRemote(work: WorkFolder, path: string): void {
  replaceFile(join(work.root, remoteFile), `${path}\n`);
}

/** What was named, or else what this repository was cloned from or pushed to last. */
export function findRemote(work: WorkFolder, folder: string, named: string | undefined): Remote {
  if (named !== undefined) return openRemote(resolve(folder, named));
  const remembered = join(work.root, remoteFile);
  if (existsSync(remembered)) return openRemote(readFileSync(remembered, "utf8").trim());
  throw new AppError("precondition", "cli.no-remote", "This repository knows no other one.", {
    suggestion: "Say which: byteos push ../other",
  });
}
