import type { Hono } from "hono";
import { createLocalPage } from "../pages/create-local-page.ts";
import type { Outbox } from "./outbox.ts";

// A mail is shown as it came, without scripts and without telling its sender that it was opened.
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; " +
  "style-src 'unsafe-inline'; font-src data:; form-action 'none'";

/** The outbox for people (a page) and for tests (JSON). `host` is where it listens. */
export async function createOutboxPage(outbox: Outbox, host: string): Promise<Hono> {
  const app = await createLocalPage({
    folder: new URL("./page/", import.meta.url),
    style: "outbox.css",
    script: "outbox.js",
    host,
  });
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
