import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { diesWithParent } from "../instance/dies-with-parent.ts";

const run = promisify(execFile);

export interface Launch {
  /** Put before the program: `[...prefix, program, ...args]`. */
  prefix: string[];
  /** Set when files must belong to this user before Postgres can use them. */
  owner: { uid: number; gid: number } | null;
}

let decided: Promise<Launch> | null = null;

/**
 * How Postgres, which refuses to run as root, is launched by this user on this machine.
 * As root: a user namespace that maps root to an ordinary id (files stay root's, so a home of mode 700
 * is no obstacle), else another user that keeps only the right to pass through closed folders.
 */
export function decideLaunch(): Promise<Launch> {
  decided ??= decide();
  return decided;
}

async function decide(): Promise<Launch> {
  if (process.getuid?.() !== 0) return { prefix: await diesWithParent("INT"), owner: null };
  const owner = await findOrdinaryUser();
  const ending = await diesWithParent("INT");
  const preferred = process.env["BYTEOS_POSTGRES_LAUNCH"];
  const namespace = ["unshare", "--user", `--map-user=${owner.uid}`, `--map-group=${owner.gid}`];
  if (preferred !== "setpriv" && (await works([...namespace, ...ending]))) {
    return { prefix: [...namespace, ...ending], owner: null };
  }
  const otherUser = [
    "setpriv",
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    "--clear-groups",
    "--inh-caps=-all,+dac_override",
    "--ambient-caps=-all,+dac_override",
    "--pdeathsig",
    "INT",
    "--",
  ];
  if (await works(otherUser)) return { prefix: otherUser, owner };
  throw new Error(
    'Postgres refuses to run as root, and neither "unshare --user" nor "setpriv" works here. ' +
      "Install util-linux, or start as an ordinary user.",
  );
}

async function works(prefix: string[]): Promise<boolean> {
  const [program, ...args] = [...prefix, "true"];
  if (program === undefined) return false;
  return run(program, args).then(
    () => true,
    () => false,
  );
}

// initdb looks its own user up by id, so the id must be one that the machine knows.
async function findOrdinaryUser(): Promise<{ uid: number; gid: number }> {
  const users = (await readFile("/etc/passwd", "utf8"))
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid > 0 && user.gid > 0);
  const found = ["daemon", "nobody"].map((name) => users.find((user) => user.name === name));
  const user = found[0] ?? found[1] ?? users[0];
  if (!user) throw new Error("No user other than root in /etc/passwd for Postgres to run as.");
  return { uid: user.uid, gid: user.gid };
}
