import { AppError } from "@byteos/contracts/errors";
import { askServer } from "@byteos/integrations/forge/remote/http-api";
import { z } from "zod";
import type { Invocation } from "../command.ts";
import { readSettings } from "../env.ts";
import { exitCode, type ExitCode } from "../exit-codes.ts";
import { alignColumns } from "../terminal/format.ts";
import { printable } from "../terminal/terminal.ts";
import { openServer } from "./connection.ts";
import { findServer } from "./credentials.ts";

const Token = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(z.string()),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
type Token = z.infer<typeof Token>;
const Created = z.object({ tokenId: z.string(), token: z.string(), expiresAt: z.iso.datetime() });

/** Lists, makes or revokes tokens of the person who is signed in. */
export async function manageTokens(invocation: Invocation): Promise<ExitCode> {
  const { operands, text, has, terminal } = invocation;
  const settings = readSettings();
  const server = openServer(findServer(settings, text("server")), settings, terminal);
  const [name] = operands;
  if (name === undefined) {
    const tokens = await askServer(server, "/api/forge/tokens", z.array(Token));
    const rows = tokens.map((token) => describe(token).map(printable));
    terminal.result({ tokens }, rows.length > 0 ? alignColumns(rows) : ["You have no tokens."]);
    return exitCode.done;
  }
  if (has("revoke")) {
    const tokens = await askServer(server, "/api/forge/tokens", z.array(Token));
    const isMeant = (token: Token) => token.revokedAt === null && token.name === name;
    const found = tokens.find((token) => isMeant(token) || token.id === name);
    if (found === undefined) {
      throw new AppError("not_found", "cli.unknown-token", `You have no token ${name}.`, {
        suggestion: "See them with: byteos token",
      });
    }
    const path = `/api/forge/tokens/${found.id}`;
    await askServer(server, path, z.unknown(), { method: "DELETE" });
    terminal.result({ revoked: found.id }, [`Revoked ${name}.`]);
    return exitCode.done;
  }
  const scopes = (text("scope") ?? "read").split(",");
  const days = Number(text("days") ?? 90);
  const body = { name, scopes, days };
  const made = await askServer(server, "/api/forge/tokens", Created, { method: "POST", body });
  terminal.note("Keep it now: it is not shown again.");
  terminal.result(made, [made.token]);
  return exitCode.done;
}

function describe({ name, hint, scopes, expiresAt, lastUsedAt, revokedAt }: Token): string[] {
  const isOver = revokedAt !== null || Date.parse(expiresAt) <= Date.now();
  const until = revokedAt === null ? `until ${expiresAt.slice(0, 10)}` : "revoked";
  const used = lastUsedAt === null ? "never used" : `used ${lastUsedAt.slice(0, 10)}`;
  return [isOver ? " " : "*", name, `…${hint}`, scopes.join(","), until, used];
}
