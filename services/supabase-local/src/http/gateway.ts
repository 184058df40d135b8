import { randomUUID } from "node:crypto";
import { Hono, type MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { WriteLog } from "../instance/log.ts";
import { HttpAnswer } from "./errors.ts";
import type { HttpApp } from "./serve.ts";

const allowedMethods = "GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS";
const exposedHeaders =
  "Content-Range,Content-Length,ETag,Location,Link,X-Total-Count,X-Supabase-Api-Version,Upload-Offset," +
  "Upload-Length,Tus-Resumable,Tus-Version,Tus-Extension,Tus-Max-Size,Upload-Metadata,Upload-Expires";

/** A part of the API under its own path, such as `/auth/v1`. */
export interface ApiPart {
  path: string;
  app: Hono;
}

/** One entrance for all parts: CORS, a request log without personal text, and JSON for every failure. */
export function createGateway(parts: ApiPart[], log: WriteLog): HttpApp {
  const app = new Hono<{ Variables: { requestId: string } }>();
  app.use(logRequests(log));
  app.use(allowOrigins);
  for (const part of parts) app.route(part.path, part.app);
  for (const [path, name, advice] of unavailable) {
    app.all(`${path}/*`, (context) =>
      context.json(
        {
          code: "not_implemented",
          message: `${name} is not served here. ${advice}`,
          hint: null,
          details: null,
        },
        501,
      ),
    );
  }
  app.get("/", (context) =>
    context.json({ name: "supabase-local", parts: parts.map((part) => part.path) }),
  );
  app.notFound((context) =>
    context.json({ code: "not_found", message: "no Route matched with those values" }, 404),
  );
  app.onError((error, context) => {
    if (error instanceof HttpAnswer) {
      return context.json(error.body, error.status as ContentfulStatusCode, error.headers);
    }
    const isDatabaseAway = isConnectionError(error);
    log("http.failed", {
      requestId: context.get("requestId"),
      kind: describeError(error),
    });
    return isDatabaseAway
      ? context.json({ code: "unavailable", message: "The database is not answering" }, 503, {
          "retry-after": "1",
        })
      : context.json({ code: "unexpected_failure", message: "Internal server error" }, 500);
  });
  return app;
}

const unavailable = [
  [
    "/rest/v1",
    "The Data API",
    "The apps read and write through the database connection in DATABASE_URL.",
  ],
  [
    "/graphql/v1",
    "GraphQL",
    "The apps read and write through the database connection in DATABASE_URL.",
  ],
  ["/functions/v1", "Edge functions", "This embedded Supabase has no edge functions service."],
] as const;

function logRequests(log: WriteLog): MiddlewareHandler {
  return async (context, next) => {
    const started = performance.now();
    const requestId = randomUUID();
    context.set("requestId", requestId);
    await next();
    context.header("sb-request-id", requestId);
    log("http.request", {
      requestId,
      method: context.req.method,
      route: describeRoute(context.req.path),
      status: context.res.status,
      durationMs: Math.round(performance.now() - started),
    });
  };
}

// Object names, ids and addresses in a path may be personal: the log keeps the part and the operation.
function describeRoute(path: string): string {
  return (
    path
      .split("/")
      .slice(0, 5)
      .filter((part) => /^[a-z0-9_.-]{1,24}$/.test(part))
      .map((part) => `/${part}`)
      .join("") || "/"
  );
}

const allowOrigins: MiddlewareHandler = async (context, next) => {
  // Which origins may call a function is for the function to say.
  if (context.req.path.startsWith("/functions/v1/")) return next();
  const isPreflight =
    context.req.method === "OPTIONS" &&
    context.req.header("access-control-request-method") !== undefined;
  if (isPreflight) {
    context.res = new Response(null, { status: 204 });
    context.header("access-control-allow-methods", allowedMethods);
    const asked = context.req.header("access-control-request-headers");
    context.header("access-control-allow-headers", asked ?? "authorization,apikey,content-type");
    context.header("access-control-max-age", "3600");
  } else {
    await next();
    context.header("access-control-expose-headers", exposedHeaders);
  }
  // Set last: an answer that a route makes itself would come without them.
  context.header("access-control-allow-origin", "*");
};

const connectionErrors = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "EPIPE",
]);

function isConnectionError(error: Error): boolean {
  if ("code" in error && typeof error.code === "string" && connectionErrors.has(error.code))
    return true;
  return /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
}

function describeError(error: Error): string {
  return "code" in error && typeof error.code === "string"
    ? `${error.name} ${error.code}`
    : error.name;
}
