import type { Explained } from "@byteos/web/explain-error";

/** What happened and what to do, in one line. */
export function explainedWords({ message, suggestion }: Explained): string {
  return suggestion === undefined ? message : `${message.replace(/\.?$/, ".")} ${suggestion}`;
}
