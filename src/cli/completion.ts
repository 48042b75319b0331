import type { Command } from "commander";
import { CONTAINER_NAMES } from "./container.ts";
import { UsageError } from "./failure.ts";

/** Shells whose completion can be written. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** A script that has a shell complete the commands and flags of the program; what is neither is a file. */
export function completionScript(program: Command, shell: string): string {
  const commands = program.commands.map((command) => ({
    name: command.name(),
    about: command.description(),
    flags: command.options.flatMap(({ long, description }) => (long ? [{ long, about: description }] : [])),
  }));
  if (shell === "bash" || shell === "zsh") {
    const names = commands.map(({ name }) => name).join(" ");
    const cases = commands.map(
      ({ name, flags }) => `    ${name}) words="${flags.map(({ long }) => long).join(" ")}" ;;`,
    );
    const script = `_marquetry() {
  local words="${names}" current="\${COMP_WORDS[COMP_CWORD]}"
  case "\${COMP_WORDS[COMP_CWORD-1]}" in
    -c | --container) COMPREPLY=($(compgen -f -W "${CONTAINER_NAMES.join(" ")}" -- "$current")); return ;;
  esac
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  if [[ $current == -* || $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}
complete -o default -o bashdefault -F _marquetry marquetry
`;
    return shell === "bash" ? script : `autoload -U +X bashcompinit && bashcompinit\n${script}`;
  }
  if (shell === "fish") {
    const quoted = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;
    const lines = commands.flatMap(({ name, about, flags }) => [
      `complete -c marquetry -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`,
      ...flags.map(
        ({ long, about: help }) =>
          `complete -c marquetry -n '__fish_seen_subcommand_from ${name}' -l ${long.slice(2)}${long === "--container" ? ` -r -a ${quoted(CONTAINER_NAMES.join(" "))}` : ""} -d ${quoted(help)}`,
      ),
    ]);
    return `${lines.join("\n")}\n`;
  }
  throw new UsageError(`no shell ${JSON.stringify(shell)}: it is one of ${SHELLS.join(", ")}`);
}
