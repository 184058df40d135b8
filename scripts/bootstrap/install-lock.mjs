import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Two commands started together must not install into one tree at once.
 * @param {string} root
 * @param {() => Promise<void>} run
 */
export async function withInstallLock(root, run) {
  const path = join(root, ".byteos-install.lock");
  let hasAnnounced = false;
  while (!tryAcquire(path)) {
    if (!hasAnnounced) console.log("Another command is installing; waiting for it to finish");
    hasAnnounced = true;
    await sleep(500);
  }
  const release = () => rmSync(path, { force: true });
  process.once("exit", release);
  try {
    await run();
  } finally {
    process.off("exit", release);
    release();
  }
}

/** @param {string} path */
function tryAcquire(path) {
  try {
    const file = openSync(path, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    if (!isHolderAlive(path)) rmSync(path, { force: true });
    return false;
  }
}

/** @param {string} path */
function isHolderAlive(path) {
  try {
    const text = readFileSync(path, "utf8");
    // Empty: created this instant and not written yet.
    if (text === "") return true;
    process.kill(Number(text), 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
