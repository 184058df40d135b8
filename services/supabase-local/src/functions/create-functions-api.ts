import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AccessTokens } from "../auth/access-tokens.ts";
import type { ProjectConfig } from "../config/project-config.ts";
import { HttpAnswer } from "../http/errors.ts";
import { findFunction, type FunctionSource } from "./find-function.ts";
import { functionNotFound, tokenRefused } from "./function-answers.ts";
import type { FunctionPool } from "./function-pool.ts";

export interface FunctionServices {
  /** The folder `supabase/functions`. */
  root: string;
  settings: Pick<ProjectConfig, "functions">;
  pool: FunctionPool;
  tokens: AccessTokens;
}

// Said by each end of a connection for that connection alone.
const ownOfConnection = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
const statusesWithoutBody = new Set([101, 204, 205, 304]);

/** `/functions/v1`: the token is checked here where the function wants it, everything else is the function's. */
export function createFunctionsApi(services: FunctionServices): Hono {
  const app = new Hono();
  app.onError((error, context) => {
    if (!(error instanceof HttpAnswer)) throw error;
    return context.json(error.body, error.status as ContentfulStatusCode, error.headers);
  });
  const serve = async (context: Context) => {
    const name = context.req.param("name") ?? "";
    const source = await findFunction(services.root, services.settings, name);
    if (source === null) throw functionNotFound();
    await requireToken(services.tokens, source, context);
    const process = await services.pool.get(source);
    const { incoming, outgoing } = context.env as HttpBindings;
    const gone = new AbortController();
    outgoing.once("close", () => gone.abort());
    const answer = await process.forward({
      method: context.req.method,
      target: (incoming.url ?? "/").replace(/^\/functions\/v1/, ""),
      headers: requestHeaders(incoming),
      body: incoming,
      isGone: gone.signal,
    });
    return toResponse(answer);
  };
  app.all("/:name", serve);
  app.all("/:name/*", serve);
  return app;
}

async function requireToken(
  tokens: AccessTokens,
  source: FunctionSource,
  context: Context,
): Promise<void> {
  // A preflight carries no token; the function answers it.
  if (!source.isJwtNeeded || context.req.method === "OPTIONS") return;
  const header = context.req.header("authorization");
  if (header === undefined) throw tokenRefused("Missing authorization header");
  const token = /^bearer (\S+)$/i.exec(header)?.[1];
  if (token === undefined || (await tokens.verify(token)) === null) {
    throw tokenRefused("Invalid JWT");
  }
}

function requestHeaders(incoming: IncomingMessage): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !ownOfConnection.has(name) && !isReserved(name)) {
      headers[name] = value;
    }
  }
  // What a caller claims about its own address is not passed on.
  headers["x-forwarded-for"] = incoming.socket.remoteAddress ?? "";
  headers["x-forwarded-host"] = incoming.headers.host ?? "";
  headers["x-forwarded-proto"] = "http";
  return headers;
}

function isReserved(name: string): boolean {
  return name.startsWith("x-function-") || name === "cf-connecting-ip" || name === "x-real-ip";
}

function toResponse(answer: IncomingMessage): Response {
  const headers = new Headers();
  for (let index = 0; index + 1 < answer.rawHeaders.length; index += 2) {
    const name = answer.rawHeaders[index] ?? "";
    if (!ownOfConnection.has(name.toLowerCase())) {
      headers.append(name, answer.rawHeaders[index + 1] ?? "");
    }
  }
  const status = answer.statusCode ?? 502;
  if (statusesWithoutBody.has(status)) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>, { status, headers });
}
