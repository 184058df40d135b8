import { readFile } from "node:fs/promises";
import { type Context, Hono } from "hono";
import type { Outbox } from "./outbox.ts";

const folder = new URL("./page/", import.meta.url);
const pagePolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; " +
  "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
// A mail is shown as it came, without scripts and without telling its sender that it was opened.
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; " +
  "style-src 'unsafe-inline'; font-src data:; form-action 'none'";

/** The outbox for people (a page) and for tests (JSON). `host` is where it listens. */
export async function createOutboxPage(outbox: Outbox, host: string): Promise<Hono> {
  const [page, style, script] = await Promise.all(
    ["index.html", "outbox.css", "outbox.js"].map((name) =>
      readFile(new URL(name, folder), "utf8"),
    ),
  );
  const app = new Hono();
  app.use(async (context, next) => {
    if (!isExpectedHost(context, host)) return context.text("Unknown host", 403);
    await next();
    context.header("x-content-type-options", "nosniff");
    context.header("referrer-policy", "no-referrer");
    context.header("cache-control", "no-store");
  });
  app.get("/", (context) =>
    context.html(page ?? "", 200, { "content-security-policy": pagePolicy }),
  );
  app.get("/outbox.css", (context) =>
    context.body(style ?? "", 200, { "content-type": "text/css" }),
  );
  app.get("/outbox.js", (context) =>
    context.body(script ?? "", 200, { "content-type": "text/javascript" }),
  );
  app.get("/api/messages", (context) => {
    const messages = outbox.list(context.req.query("to") ?? null);
    return context.json({
      messages: messages.map(({ html: _html, text: _text, ...rest }) => rest),
    });
  });
  app.get("/api/messages/:id", (context) => {
    const message = outbox.find(context.req.param("id"));
    return message
      ? context.json(message)
      : context.json({ message: "There is no such message" }, 404);
  });
  app.delete("/api/messages", async (context) =>
    context.json({ removed: await outbox.clear(context.req.query("to") ?? null) }),
  );
  app.get("/messages/:id/page", (context) => {
    const message = outbox.find(context.req.param("id"));
    if (!message) return context.text("There is no such message", 404);
    return context.html(`<base target="_blank">${message.html}`, 200, {
      "content-security-policy": mailPolicy,
    });
  });
  return app;
}

// A page elsewhere could point its own name at this address and read the mails: the name must be ours.
function isExpectedHost(context: Context, host: string): boolean {
  const isLoopback = host === "127.0.0.1" || host === "::1" || host === "localhost";
  if (!isLoopback) return true;
  const sent = (context.req.header("host") ?? "").replace(/:\d+$/, "");
  return ["127.0.0.1", "localhost", "[::1]"].includes(sent);
}
