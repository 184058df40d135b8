import { readFile } from "node:fs/promises";
import { type Context, Hono } from "hono";

const pagePolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; " +
  "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const baseStyle = new URL("./base.css", import.meta.url);

export interface LocalPage {
  /** Holds index.html beside the two files. */
  folder: URL;
  style: string;
  script: string;
  /** Where it listens. */
  host: string;
}

/** A page for the person at this machine: one document, its style and script, and room for an API of its own. */
export async function createLocalPage({ folder, style, script, host }: LocalPage): Promise<Hono> {
  const read = (file: URL) => readFile(file, "utf8");
  const [document, base, ownStyle, ownScript] = await Promise.all([
    read(new URL("index.html", folder)),
    read(baseStyle),
    read(new URL(style, folder)),
    read(new URL(script, folder)),
  ]);
  const app = new Hono();
  app.use(async (context, next) => {
    if (!isExpectedHost(context, host)) return context.text("Unknown host", 403);
    await next();
    context.header("x-content-type-options", "nosniff");
    context.header("referrer-policy", "no-referrer");
    context.header("cache-control", "no-store");
  });
  app.get("/", (context) => context.html(document, 200, { "content-security-policy": pagePolicy }));
  for (const [name, text, type] of [
    ["base.css", base, "text/css"],
    [style, ownStyle, "text/css"],
    [script, ownScript, "text/javascript"],
  ] as const) {
    app.get(`/${name}`, (context) => context.body(text, 200, { "content-type": type }));
  }
  return app;
}

// A page elsewhere could point its own name at this address and read along: the name must be ours.
function isExpectedHost(context: Context, host: string): boolean {
  const isLoopback = host === "127.0.0.1" || host === "::1" || host === "localhost";
  if (!isLoopback) return true;
  const sent = (context.req.header("host") ?? "").replace(/:\d+$/, "");
  return ["127.0.0.1", "localhost", "[::1]"].includes(sent);
}
