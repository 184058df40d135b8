import { AppError } from "@byteos/contracts/errors";
import { optionsOf, type Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";

export function completionCommand(commands: () => readonly Command[]): Command {
  return {
    name: "completion",
    summary: "print what completes commands in your shell",
    operands: "bash|zsh|fish",
    mostOperands: 1,
    options: {},
    examples: [
      ['eval "$(byteos completion bash)"', "in ~/.bashrc"],
      ["byteos completion fish | source", "in config.fish"],
    ],
    run({ operands, terminal }) {
      const write = scripts[operands[0] ?? ""];
      if (write === undefined) {
        throw new AppError("validation", "cli.unknown-shell", "Say bash, zsh or fish.");
      }
      const script = write(commands());
      terminal.result({ script }, script.split("\n"));
      return Promise.resolve(exitCode.done);
    },
  };
}

const scripts: Readonly<Record<string, (commands: readonly Command[]) => string>> = {
  bash: (commands) =>
    [...bashFunction(commands), "complete -o default -F _byteos byteos"].join("\n"),
  zsh: (commands) =>
    [
      "autoload -U +X bashcompinit && bashcompinit",
      ...bashFunction(commands),
      "complete -o default -F _byteos byteos",
    ].join("\n"),
  fish: (commands) =>
    commands
      .flatMap((command) => [
        `complete -c byteos -n __fish_use_subcommand -a ${command.name} -d '${command.summary}'`,
        ...Object.entries(optionsOf(command)).map(([name, { help }]) => {
          return `complete -c byteos -n '__fish_seen_subcommand_from ${command.name}' -l ${name} -d '${help}'`;
        }),
      ])
      .join("\n"),
};

function bashFunction(commands: readonly Command[]): string[] {
  const cases = commands.map((command) => {
    const names = Object.keys(optionsOf(command)).map((name) => `--${name}`);
    return `    ${command.name}) words="${names.join(" ")}" ;;`;
  });
  return [
    "_byteos() {",
    '  local word="${COMP_WORDS[COMP_CWORD]}" words=""',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    words="${commands.map(({ name }) => name).join(" ")}"`,
    '  else case "${COMP_WORDS[1]}" in',
    ...cases,
    "  esac; fi",
    '  COMPREPLY=( $(compgen -W "$words" -- "$word") )',
    "}",
  ];
}
