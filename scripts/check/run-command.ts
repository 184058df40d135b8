import { spawn } from "node:child_process";
import { join } from "node:path";

export type CommandResult = { code: number; output: string };

/** Runs a tool of node_modules/.bin, or any command, and keeps what it printed. */
export function runCommand(
  root: string,
  command: string,
  args: readonly string[],
  { env = {}, isLive = false }: { env?: Record<string, string>; isLive?: boolean } = {},
): Promise<CommandResult> {
  const bin = join(root, "node_modules", ".bin");
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}`, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      chunks.push(chunk);
      if (isLive) process.stdout.write(chunk);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (signal) chunks.push(`\nended by ${signal}\n`);
      resolve({ code: code ?? 1, output: chunks.join("") });
    });
  });
}
