import { mkdir } from "node:fs/promises";
import path from "node:path";
import { createAuthApi } from "./auth/create-auth-api.ts";
import { createAuthServices } from "./auth/create-auth-services.ts";
import { removeStaleFlows } from "./auth/mail-flows.ts";
import { loadProjectConfig } from "./config/project-config.ts";
import { createDashboard } from "./dashboard/create-dashboard.ts";
import { createPool } from "./database/transactions.ts";
import { createFunctionsApi } from "./functions/create-functions-api.ts";
import { createFunctions } from "./functions/create-functions.ts";
import type { FunctionLimits } from "./functions/function-limits.ts";
import { createGateway } from "./http/gateway.ts";
import { startHttpServer } from "./http/serve.ts";
import { acquireLock } from "./instance/lock.ts";
import { createLog } from "./instance/log.ts";
import { requireFreePort } from "./instance/ports.ts";
import { ensureSecrets } from "./instance/secrets.ts";
import { formatSender, formatSmtpUrl } from "./mail/configured-smtp.ts";
import { createOutboxPage } from "./mail/create-outbox-page.ts";
import { createOutboxMailer, createSmtpMailer } from "./mail/mailer.ts";
import { Outbox } from "./mail/outbox.ts";
import { startSmtpInlet } from "./mail/smtp-inlet.ts";
import { formatDatabaseUrl, startPostgres } from "./postgres/start-postgres.ts";
import { databaseName, prepareDatabase } from "./prepare-database.ts";
import { startRealtime } from "./realtime/start-realtime.ts";
import { createStorageApi } from "./storage/create-storage-api.ts";
import { createStorageServices, sweepFiles } from "./storage/create-storage-services.ts";
import { createResumableUploads } from "./storage/resumable/create-resumable-uploads.ts";

export const basePorts = {
  http: 54321,
  database: 54322,
  dashboard: 54323,
  mail: 54324,
  smtp: 54325,
} as const;

const loopback = "127.0.0.1";

/** Twice this is longer than any request. */
const storageSweepIntervalMs = 60 * 60_000;

export interface StartSupabaseLocalOptions {
  /** Folder of this instance; made when missing. One process may use it at a time. */
  dataDir: string;
  /** Added to every port. */
  portOffset: number;
  migrationsDir: string;
  /** The Supabase CLI's config file; a missing one gives the CLI's defaults. */
  configFile?: string;
  /** Looked up where the config file says `env(NAME)`. */
  environment?: Readonly<Record<string, string | undefined>>;
  /** Default 127.0.0.1. */
  host?: string;
  isQuiet?: boolean;
  /** Origins of the apps: the first is where mail links lead by default, all may be redirected to. */
  siteUrls: string[];
  /** Where the auth mails go; the outbox when not set. */
  smtpUrl?: string | undefined;
  mailFrom?: string | undefined;
  /** Given to the edge functions beside the platform's own variables. */
  functionSecrets?: Record<string, string>;
  functionLimits?: Partial<FunctionLimits>;
}

export interface RunningSupabase {
  url: string;
  publishableKey: string;
  secretKey: string;
  /** Login `byteos_app`, for the apps and the worker. */
  databaseUrl: string;
  /** Login `postgres`, for migrations. */
  adminDatabaseUrl: string;
  /** A page that shows what is in it; on loopback alone, wherever the rest listens. */
  dashboardUrl: string;
  mailUrl: string;
  smtpUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts Postgres, applies what is missing of the schema, and serves the Supabase APIs and the mail outbox.
 * Whatever was started is stopped again when a later step fails.
 */
export async function startSupabaseLocal(
  options: StartSupabaseLocalOptions,
): Promise<RunningSupabase> {
  const { dataDir, portOffset, migrationsDir, host = "127.0.0.1", siteUrls } = options;
  const log = createLog(options.isQuiet ?? false);
  const ports = {
    http: basePorts.http + portOffset,
    database: basePorts.database + portOffset,
    dashboard: basePorts.dashboard + portOffset,
    mail: basePorts.mail + portOffset,
    smtp: basePorts.smtp + portOffset,
  };
  const shownHost = host === "0.0.0.0" ? "127.0.0.1" : host;
  const url = `http://${shownHost}:${ports.http}`;
  const undo: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const lock = await acquireLock(dataDir);
    undo.push(() => lock.release());
    const { config, missing, ignored } = await loadProjectConfig(
      options.configFile ?? "",
      options.environment,
    );
    if (missing.length > 0) log("config.unset", { names: missing.join(" ") });
    if (ignored.length > 0) log("config.ignored", { names: ignored.join(" ") });
    const secrets = await ensureSecrets(dataDir);
    await requireFreePort(host, ports.http, "the Supabase API");
    await requireFreePort(loopback, ports.dashboard, "the page that shows what is in it");
    await requireFreePort(host, ports.mail, "the mail outbox");
    await requireFreePort(host, ports.smtp, "the outbox mail server");

    const postgres = await startPostgres({
      dataDir: path.join(dataDir, "postgres"),
      port: ports.database,
      host,
      log,
    });
    undo.push(() => postgres.stop());
    const applied = await prepareDatabase(postgres, secrets.passwords, migrationsDir);
    if (applied.length > 0) log("migrations.applied", { count: applied.length });

    const outbox = await Outbox.open(path.join(dataDir, "mail"));
    const inlet = await startSmtpInlet(outbox, host, ports.smtp, log);
    undo.push(() => inlet.stop());
    const outboxPage = await startHttpServer(
      await createOutboxPage(outbox, host),
      host,
      ports.mail,
    );
    undo.push(() => outboxPage.stop());
    const { smtp } = config.auth.email;
    const smtpUrl = options.smtpUrl ?? formatSmtpUrl(smtp);
    const mailFrom = options.mailFrom ?? formatSender(smtp);
    const send = smtpUrl
      ? createSmtpMailer(smtpUrl, mailFrom)
      : createOutboxMailer(outbox, mailFrom);

    const openPool = (user: keyof typeof secrets.passwords) => {
      const password = secrets.passwords[user];
      const pool = createPool(
        { host, port: ports.database, user, password, database: databaseName, maxConnections: 8 },
        log,
      );
      undo.push(() => pool.end());
      return pool;
    };
    const auth = await createAuthServices({
      pool: openPool("supabase_auth_admin"),
      config: config.auth,
      projectDir: options.configFile ? path.resolve(options.configFile, "../..") : process.cwd(),
      secrets,
      url,
      siteUrls,
      send,
      log,
    });
    await removeStaleFlows(auth.pool);

    const storage = await createStorageServices({
      pool: openPool("supabase_storage_admin"),
      folder: path.join(dataDir, "storage"),
      secrets,
      tokens: auth.tokens,
      largestFileBytes: config.storage.file_size_limit,
      log,
    });
    const resumable = await createResumableUploads(
      storage,
      path.join(dataDir, "storage", "resumable"),
    );
    undo.push(() => auth.tasks.drain());
    // File systems keep time by a coarser clock, which may lag by some milliseconds.
    const startedAt = new Date(Date.now() - 50);
    const sweep = (before: Date) =>
      auth.tasks.run("storage.sweep", () => sweepFiles(storage, resumable, before));
    sweep(startedAt);
    const sweeping = setInterval(() => {
      sweep(new Date(Date.now() - 2 * storageSweepIntervalMs));
    }, storageSweepIntervalMs).unref();
    undo.push(async () => clearInterval(sweeping));

    const urlFor = (user: string, password: string) =>
      formatDatabaseUrl({ host, port: ports.database, user, password, database: databaseName });
    const adminDatabaseUrl = urlFor("postgres", secrets.passwords.postgres);
    const realtimeRole = "supabase_realtime_admin";
    const realtime = startRealtime({
      pool: openPool(realtimeRole),
      databaseUrl: urlFor(realtimeRole, secrets.passwords[realtimeRole]),
      secrets,
      tokens: auth.tokens,
      log,
    });
    undo.push(() => realtime.stop());
    const parts = [
      { path: "/auth/v1", app: createAuthApi(auth) },
      { path: "/storage/v1", app: createStorageApi(storage, resumable) },
      { path: "/realtime/v1", app: realtime.app },
    ];
    const functions =
      config.edge_runtime.enabled && options.configFile
        ? createFunctions({
            root: path.join(path.dirname(options.configFile), "functions"),
            folder: path.join(dataDir, "functions"),
            config,
            tokens: auth.tokens,
            url,
            databaseUrl: adminDatabaseUrl,
            publishableKey: secrets.publishableKey,
            secretKey: secrets.secretKey,
            secrets: options.functionSecrets ?? {},
            limits: options.functionLimits,
          })
        : null;
    if (functions !== null) {
      undo.push(() => functions.pool.stop());
      parts.push({ path: "/functions/v1", app: createFunctionsApi(functions) });
    }
    const mailUrl = `http://${shownHost}:${ports.mail}`;
    const dashboard = await startHttpServer(
      await createDashboard({
        host: loopback,
        auth: auth.pool,
        storage: storage.pool,
        outbox,
        mailUrl,
        functions,
      }),
      loopback,
      ports.dashboard,
    );
    undo.push(() => dashboard.stop());
    const gateway = createGateway(parts, log);
    const server = await startHttpServer(gateway, host, ports.http, realtime.sockets.accept);
    undo.push(() => server.stop());
    undo.push(() => realtime.sockets.stop());

    return {
      url,
      publishableKey: secrets.publishableKey,
      secretKey: secrets.secretKey,
      databaseUrl: urlFor("byteos_app", secrets.passwords.byteos_app),
      adminDatabaseUrl,
      dashboardUrl: `http://${loopback}:${ports.dashboard}`,
      mailUrl,
      smtpUrl: `smtp://${shownHost}:${ports.smtp}`,
      stop: stopAll,
    };
  } catch (error) {
    await stopAll().catch(() => {});
    throw error;
  }
}
