import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { AppError, isAppError } from "@byteos/contracts/errors";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import type { TransferTarget } from "@byteos/forge/store/transfer";
import { replaceFile } from "@byteos/integrations/forge/durable-write";
import { openFolderStore } from "@byteos/integrations/forge/folder-store";
import {
  askServer,
  createHttpApi,
  type ServerRequest,
} from "@byteos/integrations/forge/remote/http-api";
import { openRemoteStore } from "@byteos/integrations/forge/remote/remote-store";
import type { z } from "zod";
import { readSettings, type Settings } from "./env.ts";
import { remoteFile } from "./sent-versions.ts";
import {
  createRepository,
  locateRepository,
  openServer,
  parseAddress,
  type RepositoryAddress,
} from "./server/connection.ts";
import { findServer, parseServer, readLogins } from "./server/credentials.ts";
import type { Terminal } from "./terminal/terminal.ts";
import type { WorkFolder } from "./work-folder.ts";

export interface Remote {
  /** A folder, or the address of a repository on a server. */
  readonly path: string;
  readonly name: string;
  readonly store: TransferTarget & { openChunks(): Promise<ChunkStore> };
  /** The branch whose files lie there; null for a store without files. */
  readonly shownBranch: string | null;
  /** The one to begin with; null where nobody has said. */
  readonly defaultBranch: string | null;
  /** Asks the repository's own part of the API; null for a folder. */
  readonly ask: AskRepository | null;
}

export type AskRepository = <T>(
  path: string,
  schema: z.ZodType<T>,
  request: ServerRequest,
) => Promise<T>;

export interface RemoteOptions {
  /** Where the command was called. */
  readonly folder: string;
  readonly terminal: Terminal;
  /** Where packs wait until they are sent. */
  readonly outboxFolder: string;
  /** Makes the repository with this visibility when the server has none of this name. */
  readonly createAs?: string;
}

/** The store of another repository, a store that is a folder of its own, or a repository on a server. */
export function openRemote(typed: string, options: RemoteOptions): Promise<Remote> {
  const path = resolve(options.folder, typed);
  const address = existsSync(path) ? null : readAddress(typed, readSettings());
  if (address !== null) return openOnServer(address, options);
  return Promise.resolve(openInFolder(path));
}

/** `org/name` is on the usual server. */
function readAddress(typed: string, settings: Settings): RepositoryAddress | null {
  const [, org, name] = /^([a-z0-9-]+)\/([a-z0-9][a-z0-9._-]*)$/i.exec(typed) ?? [];
  const isKnown = settings.server !== undefined || readLogins(settings).length > 0;
  if (org === undefined || name === undefined || !isKnown) return parseAddress(typed);
  return { server: findServer(settings, undefined), org, name };
}

function openInFolder(typed: string): Remote {
  const path = existsSync(typed) ? realpathSync(typed) : typed;
  const name = basename(path);
  const branchFile = join(path, ".byteos/branch");
  if (!existsSync(branchFile)) {
    const store = openFolderStore(path);
    return { path, name, store, shownBranch: null, defaultBranch: null, ask: null };
  }
  const shownBranch = readFileSync(branchFile, "utf8").trim();
  const store = openFolderStore(join(path, ".byteos/store"));
  return { path, name, store, shownBranch, defaultBranch: null, ask: null };
}

async function openOnServer(
  { org, name, ...rest }: RepositoryAddress,
  options: RemoteOptions,
): Promise<Remote> {
  const { terminal, outboxFolder, createAs } = options;
  const url = parseServer(rest.server);
  const server = openServer(url, readSettings(), terminal);
  const located = await locateRepository(server, { server: url, org, name }).catch(
    async (error: unknown) => {
      const isMissing = isAppError(error) && error.code === "forge.repository-not-found";
      if (!isMissing) throw error;
      if (createAs === undefined) {
        throw new AppError(error.kind, error.code, `${url} has no repository ${org}/${name}.`, {
          cause: error,
          suggestion: "Check its name, or make it while you push: byteos push --create",
        });
      }
      return { id: await createRepository(server, name, createAs), defaultBranch: "main" };
    },
  );
  const api = createHttpApi(server, located.id);
  const store = openRemoteStore({ api, outboxFolder: join(outboxFolder, located.id) });
  return {
    path: `${url}/${org}/${name}`,
    name,
    store,
    shownBranch: null,
    defaultBranch: located.defaultBranch,
    ask: (path, schema, request) =>
      askServer(server, `/api/forge/repositories/${located.id}/${path}`, schema, request),
  };
}

export function rememberRemote(work: WorkFolder, path: string): void {
  replaceFile(join(work.root, remoteFile), `${path}\n`);
}

/** What was named, or else what this repository was cloned from or pushed to last. */
export function findRemote(
  work: WorkFolder,
  named: string | undefined,
  options: Omit<RemoteOptions, "outboxFolder">,
): Promise<Remote> {
  const withOutbox = { ...options, outboxFolder: join(work.root, ".byteos/outbox") };
  if (named !== undefined) return openRemote(named, withOutbox);
  const remembered = join(work.root, remoteFile);
  if (existsSync(remembered)) {
    return openRemote(readFileSync(remembered, "utf8").trim(), withOutbox);
  }
  throw new AppError("precondition", "cli.no-remote", "This repository knows no other one.", {
    suggestion: "Say which: byteos push ../other, or byteos push org/name",
  });
}

/** For what a server does with its own copy. */
export async function findServerRemote(
  work: WorkFolder,
  options: Omit<RemoteOptions, "outboxFolder">,
): Promise<AskRepository> {
  const { ask, path } = await findRemote(work, undefined, options);
  if (ask !== null) return ask;
  throw new AppError("validation", "cli.no-server", `${path} is a folder, not a server.`, {
    suggestion: "Go there and run it without --remote.",
  });
}
