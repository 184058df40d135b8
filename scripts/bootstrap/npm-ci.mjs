import { spawn, spawnSync } from "node:child_process";

const heartbeatMs = 15_000;

/**
 * npm ci with only the declared install scripts allowed.
 * @param {string} root
 */
export async function runNpmCi(root) {
  const npm = npmCommand();
  const env = {
    ...process.env,
    NODE_ENV: "development",
    // npm before 11.16 runs every install script; this keeps Prisma's from downloading an engine.
    PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true",
    // Errors show even under "npm -s"; warnings that Node 20 is too old do not, as Node 24 runs it all.
    npm_config_loglevel: "error",
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
  };
  const flags = knowsAllowScripts(npm, root) ? ["--strict-allow-scripts"] : [];
  const startedAt = Date.now();
  const heartbeat = setInterval(() => {
    console.log(`  still installing (${Math.round((Date.now() - startedAt) / 1000)} s)`);
  }, heartbeatMs);
  const [command, ...args] = [...npm, "ci", ...flags];
  const child = spawn(/** @type {string} */ (command), args, { cwd: root, env, stdio: "inherit" });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, signal) => resolve(exitCode ?? signal));
  }).finally(() => clearInterval(heartbeat));
  if (code !== 0) {
    throw new Error(
      `npm ci stopped with ${code}. Nothing was started; fix the message above and run the command again.`,
    );
  }
}

/** @returns {string[]} */
function npmCommand() {
  const cli = process.env["npm_execpath"];
  if (cli && /npm-cli\.c?js$/.test(cli)) return [process.execPath, cli];
  return ["npm"];
}

/**
 * @param {string[]} npm
 * @param {string} root
 */
function knowsAllowScripts(npm, root) {
  const [command, ...args] = npm;
  const result = spawnSync(/** @type {string} */ (command), [...args, "--version"], {
    cwd: root,
    encoding: "utf8",
  });
  if (result.error) throw new Error("npm is not installed: install npm beside Node and try again.");
  const [major = 0, minor = 0] = result.stdout.trim().split(".").map(Number);
  return major > 11 || (major === 11 && minor >= 16);
}
