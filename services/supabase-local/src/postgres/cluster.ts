import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { syncFolder, writeFileDurably } from "../instance/durable-file.ts";
import type { PostgresBinaries } from "./binaries.ts";
import type { Launch } from "./privileges.ts";

const run = promisify(execFile);
const majorVersion = "17";
export const superuserName = "supabase_admin";

export interface ClusterFolders {
  data: string;
  log: string;
  passwordFile: string;
}

/** Where one cluster keeps its files under its own folder. */
export function locateCluster(root: string): ClusterFolders {
  return {
    data: path.join(root, "data"),
    log: path.join(root, "postgres.log"),
    passwordFile: path.join(root, "superuser-password"),
  };
}

/**
 * Creates the cluster when there is none yet and returns the superuser's password.
 * An initialisation that was interrupted leaves only a temporary folder, which the next one removes.
 */
export async function ensureCluster(
  root: string,
  binaries: PostgresBinaries,
  launch: Launch,
  isDurable: boolean,
): Promise<string> {
  const folders = locateCluster(root);
  await mkdir(root, { recursive: true, mode: 0o700 });
  const versionFile = path.join(folders.data, "PG_VERSION");
  if (existsSync(versionFile)) {
    const version = (await readFile(versionFile, "utf8")).trim();
    if (version !== majorVersion) {
      throw new Error(
        `The database in ${folders.data} was made by Postgres ${version}; this is ${majorVersion}. ` +
          "Dump it with its own version, move the folder away and restore the dump.",
      );
    }
    await giveToOwner(folders.data, launch);
    return (await readFile(folders.passwordFile, "utf8")).trim();
  }
  if (existsSync(folders.data)) {
    throw new Error(
      `${folders.data} exists but is no Postgres cluster. Move it away and start again.`,
    );
  }
  return createCluster(root, folders, binaries, launch, isDurable);
}

/** Root may start Postgres as itself in a namespace one day and as another user the next. */
async function giveToOwner(data: string, launch: Launch): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = launch.owner ?? { uid: 0, gid: 0 };
  if ((await stat(data)).uid === uid) return;
  await run("chown", ["-R", `${uid}:${gid}`, data]);
}

async function createCluster(
  root: string,
  folders: ClusterFolders,
  binaries: PostgresBinaries,
  launch: Launch,
  isDurable: boolean,
): Promise<string> {
  const making = path.join(root, "making");
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { mode: 0o700 });
  const data = path.join(making, "data");
  const password = randomBytes(24).toString("base64url");
  const passwordInput = path.join(making, "password");
  await writeFile(passwordInput, `${password}\n`, { mode: 0o600 });
  await mkdir(data, { mode: 0o700 });
  if (launch.owner) {
    for (const each of [making, data, passwordInput])
      await chown(each, launch.owner.uid, launch.owner.gid);
  }
  const [program, ...args] = [
    ...launch.prefix,
    binaries.initdb,
    `--pgdata=${data}`,
    `--username=${superuserName}`,
    `--pwfile=${passwordInput}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
    "--data-checksums",
    ...(isDurable ? [] : ["--no-sync"]),
  ];
  try {
    await run(program ?? binaries.initdb, args, { env: databaseEnvironment() });
  } catch (cause) {
    throw new Error(`Postgres could not make its data folder: ${describe(cause)}`, { cause });
  }
  await writeFileDurably(folders.passwordFile, `${password}\n`, 0o600);
  await rename(data, folders.data);
  await chmod(folders.data, 0o700);
  await syncFolder(root);
  await rm(making, { recursive: true, force: true });
  return password;
}

/** A fixed environment, so that a user's PG* variables or locale change nothing. */
export function databaseEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" };
}

function describe(cause: unknown): string {
  if (cause instanceof Error && "stderr" in cause && typeof cause.stderr === "string") {
    return cause.stderr.trim() || cause.message;
  }
  return String(cause);
}
