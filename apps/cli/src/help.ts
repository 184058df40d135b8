import { optionsOf, type Command } from "./command.ts";
import { exitCode } from "./exit-codes.ts";
import { alignColumns } from "./terminal/format.ts";

export function describeAll(commands: readonly Command[]): string[] {
  return [
    "byteos keeps versions of code, models and data.",
    "",
    "A first round:",
    "  byteos init                        put this folder under version control",
    '  byteos save -m "First"             keep a version of all files',
    "  byteos switch -c experiment        try something on a branch of its own",
    "  byteos diff --from main            see what it changed",
    "  byteos login                       sign in to a server",
    "  byteos push org/name --create      keep it there as well, for others to clone",
    "",
    "Commands:",
    ...alignColumns(commands.map(({ name, summary }) => [`  ${name}`, summary])),
    "",
    "byteos COMMAND --help shows examples. Files named in .gitignore and .byteosignore are left out.",
    `Ends with ${exitCode.done} when done, ${exitCode.found} when something was found wrong, ` +
      `${exitCode.usage} for a mistake in the command, ${exitCode.notFound} when there is no such`,
    `thing, ${exitCode.conflict} for a conflict, ${exitCode.refused} when it is not allowed, ` +
      `${exitCode.limit} at a limit, ${exitCode.unreachable} when a server cannot be reached,`,
    `${exitCode.broken} when byteos itself failed.`,
  ];
}

export function describeCommand(command: Command): string[] {
  const options = Object.entries(optionsOf(command)).map(([name, { short, value, help }]) => {
    const flag = short === undefined ? `    --${name}` : `-${short}, --${name}`;
    return [`  ${flag}${value === undefined ? "" : ` ${value}`}`, help];
  });
  return [
    `byteos ${command.name} ${command.operands}`.trimEnd(),
    `  ${command.summary}`,
    "",
    "For example:",
    ...alignColumns(command.examples.map(([line, effect]) => [`  ${line}`, effect])),
    "",
    "Options:",
    ...alignColumns(options),
  ];
}
