import { parseArgs } from "node:util";
import { isAppError } from "@byteos/contracts/errors";
import { parseArgsOptions, type Command } from "./command.ts";
import { branchCommand, tagCommand } from "./commands/branch.ts";
import { cloneCommand } from "./commands/clone.ts";
import { completionCommand } from "./commands/completion.ts";
import { diffCommand } from "./commands/diff.ts";
import { gcCommand } from "./commands/gc.ts";
import { initCommand } from "./commands/init.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { logCommand } from "./commands/log.ts";
import { loginCommand, logoutCommand } from "./commands/login.ts";
import { pullCommand } from "./commands/pull.ts";
import { pushCommand } from "./commands/push.ts";
import { restoreCommand } from "./commands/restore.ts";
import { saveCommand } from "./commands/save.ts";
import { statusCommand } from "./commands/status.ts";
import { switchCommand } from "./commands/switch.ts";
import { tokenCommand } from "./commands/token.ts";
import { verifyCommand } from "./commands/verify.ts";
import { whySizeCommand } from "./commands/why-size.ts";
import { exitCode, exitCodeOf, type ExitCode } from "./exit-codes.ts";
import { describeAll, describeCommand } from "./help.ts";
import { printable, Terminal, type Streams } from "./terminal/terminal.ts";

const commands: readonly Command[] = [
  initCommand,
  cloneCommand,
  saveCommand,
  statusCommand,
  diffCommand,
  logCommand,
  branchCommand,
  switchCommand,
  restoreCommand,
  tagCommand,
  pullCommand,
  pushCommand,
  loginCommand,
  logoutCommand,
  tokenCommand,
  verifyCommand,
  gcCommand,
  whySizeCommand,
  inspectCommand,
  completionCommand(() => commands),
];

/** Runs one command line and returns what the process should end with. */
export async function run(
  words: readonly string[],
  folder: string,
  streams: Streams,
): Promise<ExitCode> {
  const [name, ...rest] = words;
  const isJson = rest.includes("--json");
  const terminal = new Terminal(streams, isJson);
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    if (name === undefined || name === "help" || name === "--help" || name === "-h") {
      terminal.result({ commands: commands.map(({ name }) => name) }, describeAll(commands));
      return exitCode.done;
    }
    return fail(streams, isJson, exitCode.usage, {
      code: "cli.unknown-command",
      message: `byteos has no command "${name}".`,
      suggestion: suggestCommand(name),
    });
  }
  let parsed: ReturnType<typeof parseWords>;
  try {
    parsed = parseWords(command, rest);
  } catch (error) {
    return fail(streams, isJson, exitCode.usage, {
      code: "cli.usage",
      message: error instanceof Error ? (error.message.split(". ")[0] ?? "") : "",
      suggestion: `See: byteos ${command.name} --help`,
    });
  }
  if (parsed.has("help")) {
    terminal.result({ name: command.name }, describeCommand(command));
    return exitCode.done;
  }
  try {
    return await command.run({ ...parsed, terminal, folder });
  } catch (error) {
    terminal.clearProgress();
    return failWith(streams, isJson, error);
  }
}

function parseWords(command: Command, words: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: parseArgsOptions(command),
    allowPositionals: true,
  });
  if (positionals.length > command.mostOperands) {
    throw new Error(`${command.name} takes fewer operands than that`);
  }
  return {
    operands: positionals,
    text: (name: string) => {
      const value = values[name];
      return typeof value === "string" ? value : undefined;
    },
    has: (name: string) => values[name] === true,
  };
}

function failWith(streams: Streams, isJson: boolean, error: unknown): ExitCode {
  if (isAppError(error)) {
    const { code, message, suggestion } = error;
    return fail(streams, isJson, exitCodeOf(error), { code, message, suggestion });
  }
  const message = error instanceof Error ? error.message : String(error);
  const isFull = /\bENOSPC\b/.test(message);
  return fail(streams, isJson, isFull ? exitCode.limit : exitCode.broken, {
    code: isFull ? "cli.disk-full" : "cli.broken",
    message: isFull ? "The disk is full. What was saved before is intact." : message,
    suggestion: isFull ? "Make room, and try again." : undefined,
  });
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly suggestion: string | undefined;
}

function fail(streams: Streams, isJson: boolean, ending: ExitCode, failure: Failure): ExitCode {
  if (isJson) streams.out.write(`${JSON.stringify({ error: failure })}\n`);
  else {
    streams.err.write(`byteos: ${printable(failure.message)}\n`);
    if (failure.suggestion !== undefined) streams.err.write(`${printable(failure.suggestion)}\n`);
  }
  return ending;
}

function suggestCommand(typed: string): string {
  const close = commands.find(({ name }) => {
    return name.startsWith(typed.slice(0, 2)) || typed.startsWith(name.slice(0, 3));
  });
  return close === undefined ? "See: byteos help" : `Do you mean "byteos ${close.name}"?`;
}
