import type { ParseArgsOptionsConfig } from "node:util";
import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal/terminal.ts";

export interface OptionHelp {
  readonly type: "string" | "boolean";
  readonly short?: string;
  /** What stands for its value in the help. */
  readonly value?: string;
  readonly help: string;
}

export interface Invocation {
  readonly operands: readonly string[];
  /** The value of an option that takes one. */
  readonly text: (name: string) => string | undefined;
  readonly has: (name: string) => boolean;
  readonly terminal: Terminal;
  /** Where the command was called. */
  readonly folder: string;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly operands: string;
  readonly mostOperands: number;
  readonly options: Readonly<Record<string, OptionHelp>>;
  /** Command lines and what they do. */
  readonly examples: readonly (readonly [line: string, effect: string])[];
  run(invocation: Invocation): Promise<ExitCode>;
}

const everywhere: Readonly<Record<string, OptionHelp>> = {
  json: { type: "boolean", help: "print one JSON object and nothing else" },
  help: { type: "boolean", short: "h", help: "say how to use it" },
};

export function optionsOf(command: Command): Readonly<Record<string, OptionHelp>> {
  return { ...command.options, ...everywhere };
}

/** The options as node:util's parseArgs takes them. */
export function parseArgsOptions(command: Command): ParseArgsOptionsConfig {
  return Object.fromEntries(
    Object.entries(optionsOf(command)).map(([name, { type, short }]) => {
      return [name, short === undefined ? { type } : { type, short }];
    }),
  );
}
