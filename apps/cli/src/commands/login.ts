import type { Command } from "../command.ts";

export const loginCommand: Command = {
  name: "login",
  summary: "sign in to a server",
  operands: "[SERVER]",
  mostOperands: 1,
  options: {
    "with-token": { type: "boolean", help: "read a token from what is piped in" },
  },
  examples: [
    ["byteos login https://studio.example.org", "agree in the browser"],
    ["byteos login < token.txt --with-token", "with a token made in Studio, for a script"],
  ],
  // What speaks to servers is loaded by the commands that do.
  run: async (invocation) => (await import("../server/sign-in.ts")).signIn(invocation),
};

export const logoutCommand: Command = {
  name: "logout",
  summary: "sign out of a server and end the token kept for it",
  operands: "[SERVER]",
  mostOperands: 1,
  options: {},
  examples: [["byteos logout", "of the one you signed in to last"]],
  run: async (invocation) => (await import("../server/sign-in.ts")).signOut(invocation),
};
