import type { Explained } from "./explain-error.ts";

/** What happened and what to do, in one line. */
export function explainedWords({ message, suggestion }: Explained): string {
  return suggestion === undefined ? message : `${message.replace(/\.?$/, ".")} ${suggestion}`;
}
