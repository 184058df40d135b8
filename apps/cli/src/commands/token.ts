import type { Command } from "../command.ts";

export const tokenCommand: Command = {
  name: "token",
  summary: "list, make or revoke tokens for programs",
  operands: "[NAME]",
  mostOperands: 1,
  options: {
    scope: { type: "string", value: "read,write,admin", help: "what it may do, else read" },
    days: { type: "string", value: "NUMBER", help: "how long it lasts, else 90" },
    revoke: { type: "boolean", help: "end it instead of making it" },
    server: { type: "string", value: "URL", help: "instead of the usual one" },
  },
  examples: [
    ["byteos token", "list yours, with when they were used last"],
    ["byteos token nightly --scope read,write --days 30", "make one, shown once"],
    ["byteos token nightly --revoke", "end it at once"],
  ],
  run: async (invocation) => (await import("../server/tokens.ts")).manageTokens(invocation),
};
