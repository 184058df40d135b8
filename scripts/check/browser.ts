import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { CheckResult } from "./check-result.ts";
import { runCommand } from "./run-command.ts";

const candidates = ["chromium", "chromium-browser", "google-chrome"];
const macPaths = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const debianInstall = "apt-get update && apt-get install -y --no-install-recommends chromium";

/** A Chromium for the end-to-end tests: CHROMIUM_PATH, then PATH, then the usual places. */
export function findChromium(): string | null {
  const configured = process.env["CHROMIUM_PATH"];
  if (configured) return configured;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const onPath = folders.flatMap((folder) => candidates.map((name) => join(folder, name)));
  return [...onPath, ...macPaths].find((path) => existsSync(path)) ?? null;
}

/** Null when there is a browser now; otherwise why the tests that need one cannot run. */
export async function ensureChromium(root: string): Promise<CheckResult | null> {
  if (findChromium()) return null;
  const isDebian = existsSync("/usr/bin/apt-get");
  if (isDebian && process.getuid?.() === 0) {
    console.log("Installing Chromium from Debian");
    const { code, output } = await runCommand(root, "sh", ["-c", debianInstall], {
      env: { DEBIAN_FRONTEND: "noninteractive" },
    });
    if (code === 0 && findChromium()) return null;
    return { status: "failed", detail: "Chromium could not be installed", output };
  }
  const advice = isDebian
    ? `run: sudo sh -c '${debianInstall}'`
    : "install Chromium, or set CHROMIUM_PATH";
  return {
    status: process.env["CI"] === "true" ? "failed" : "skipped",
    detail: `no Chromium; ${advice}`,
    output: `The end-to-end tests need Chromium; ${advice}`,
  };
}
