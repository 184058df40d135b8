import type { Hono } from "hono";
import type { Queryable } from "../database/transactions.ts";
import type { Functions } from "../functions/create-functions.ts";
import { listFunctions } from "../functions/find-function.ts";
import type { Outbox } from "../mail/outbox.ts";
import { createLocalPage } from "../pages/create-local-page.ts";
import { listBuckets, listUsers } from "./overview.ts";

export interface DashboardOptions {
  host: string;
  auth: Queryable;
  storage: Queryable;
  outbox: Outbox;
  mailUrl: string;
  /** Null when config.toml switches them off. */
  functions: Functions | null;
}

const shownMails = 50;

/** What is in this Supabase, for the person at the machine: to look at, never to change. */
export async function createDashboard(options: DashboardOptions): Promise<Hono> {
  const { auth, storage, outbox, mailUrl, functions } = options;
  const app = await createLocalPage({
    folder: new URL("./page/", import.meta.url),
    style: "dashboard.css",
    script: "dashboard.js",
    host: options.host,
  });
  app.get("/api/users", async (context) =>
    context.json(await listUsers(auth, context.req.query("search") ?? "")),
  );
  app.get("/api/buckets", async (context) => context.json({ buckets: await listBuckets(storage) }));
  app.get("/api/mails", (context) => {
    const messages = outbox.list(null);
    const mails = messages
      .slice(0, shownMails)
      .map(({ id, receivedAt, to, subject }) => ({ id, receivedAt, to, subject }));
    return context.json({ mails, total: messages.length, url: mailUrl });
  });
  app.get("/api/functions", async (context) => {
    if (functions === null) return context.json({ functions: [] });
    const names = await listFunctions(functions.root, functions.settings);
    const listed = names.map((name) => ({
      name,
      isRunning: functions.pool.isRunning(name),
      isTokenNeeded: functions.settings.functions[name]?.verify_jwt ?? true,
    }));
    return context.json({ functions: listed });
  });
  app.get("/api/functions/:name/logs", (context) =>
    context.json({ lines: functions?.logs.read(context.req.param("name")) ?? [] }),
  );
  return app;
}
