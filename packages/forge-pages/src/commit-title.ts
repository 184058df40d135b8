/** The first line of a message, which is what lists show. */
export function titleOf(message: string): string {
  return message.trimStart().split("\n", 1)[0]?.trim() || "No message";
}
