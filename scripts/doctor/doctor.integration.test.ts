import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { withTestStack } from "@byteos/testing/test-stack";
import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "./finding.ts";
import { runDoctor, type DoctorOptions } from "./run-doctor.ts";

const stack = withTestStack({ functionSecrets: { RENDER_HOOK_SECRET: "a secret of this test" } });
const migrationsDir = path.resolve(import.meta.dirname, "../../supabase/migrations");
const servers: Server[] = [];
let environment: Record<string, string>;

beforeAll(async () => {
  const answer = (app: string) => serve(() => [200, { app }]);
  environment = {
    SUPABASE_URL: stack.stack.url,
    SUPABASE_PUBLISHABLE_KEY: stack.stack.publishableKey,
    SUPABASE_SECRET_KEY: stack.stack.secretKey,
    DATABASE_URL: stack.appUrl,
    STUDIO_URL: await answer("studio"),
    LEARN_URL: await answer("learn"),
    SMTP_URL: stack.stack.smtpUrl,
  };
});
afterAll(() => {
  for (const server of servers) server.close();
});

async function serve(answer: (request: IncomingMessage) => [number, object]): Promise<string> {
  const server = createServer((request, response) => {
    const [status, body] = answer(request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // safe because it listens on a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const examine = (changes: Record<string, string> = {}, options: Partial<DoctorOptions> = {}) =>
  runDoctor({ environment: { ...environment, ...changes }, migrationsDir, ...options });

const notOk = (findings: Finding[]) =>
  findings.flatMap(({ id, state, detail }) => (state === "ok" ? [] : [`${id}: ${detail}`]));

async function expectFault(
  pattern: RegExp,
  changes: Record<string, string> = {},
  options: Partial<DoctorOptions> = {},
): Promise<void> {
  const findings = await examine(changes, options);
  const wrong = findings.filter(({ state }) => state === "failed" || state === "warning");
  const hit = wrong.find(({ id, detail }) => pattern.test(`${id}: ${detail}`));
  expect(hit, JSON.stringify(wrong)).toBeDefined();
  for (const { mend } of wrong) expect(mend).toMatch(/\S/);
  const said = JSON.stringify(findings);
  const { password } = new URL(stack.appUrl);
  for (const secret of [password, stack.stack.secretKey, stack.stack.publishableKey]) {
    expect(said).not.toContain(secret);
  }
}

/** Makes a fault in the database, looks, and takes it back. */
async function withFault(make: string, undo: string, look: () => Promise<void>): Promise<void> {
  await stack.query(make);
  try {
    await look();
  } finally {
    await stack.query(undo);
  }
}

it("finds nothing wrong with a healthy target, and looks at everything", async () => {
  const findings = await examine();
  expect(notOk(findings)).toEqual([]);
  expect(findings.map(({ id }) => id)).toEqual([
    "environment",
    "database",
    "role",
    "migrations",
    "policies",
    "auth",
    "secret-key",
    "signing-keys",
    "buckets",
    "function-verify-certificate",
    "function-ingest-events",
    "function-render-hook",
    "clock",
    "studio",
    "learn",
    "mail",
  ]);
});

describe("the environment", () => {
  it("lacks a variable, or has one without sense", async () => {
    await expectFault(/^environment: .*DATABASE_URL/, { DATABASE_URL: "" });
    await expectFault(/^environment: .*SUPABASE_URL/, { SUPABASE_URL: "example.org" });
  });
});

describe("the database", () => {
  const changed = (change: (url: URL) => void, from = stack.appUrl) => {
    const url = new URL(from);
    change(url);
    return { DATABASE_URL: url.href };
  };

  it("is not there, or refuses the password", async () => {
    await expectFault(
      /^database: not reachable \(ECONNREFUSED\)/,
      changed((url) => (url.port = "9")),
    );
    await expectFault(
      /^database: the password/,
      changed((url) => (url.password = "wrong")),
    );
  });

  it("is reached by its owner", async () => {
    await expectFault(/^role: postgres passes by row level security/, {
      DATABASE_URL: stack.ownerUrl,
    });
  });

  it("is reached by a role that may not become one of the app's", async () => {
    await withFault(
      "revoke byteos_public from byteos_app",
      "grant byteos_public to byteos_app",
      () => expectFault(/^role: byteos_app may not become byteos_public/),
    );
  });

  it("lacks a migration, or has one that is not known here", async () => {
    const version = "20261101000100";
    await withFault(
      `update supabase_migrations.schema_migrations set version = '1' where version = '${version}'`,
      `update supabase_migrations.schema_migrations set version = '${version}' where version = '1'`,
      () => expectFault(/^migrations: not applied: 20261101000100/),
    );
    await withFault(
      "insert into supabase_migrations.schema_migrations (version) values ('29991231000000')",
      "delete from supabase_migrations.schema_migrations where version = '29991231000000'",
      () => expectFault(/^migrations: applied, but not in this version/),
    );
  });

  it("has a table without row level security, or open to the Data API", async () => {
    await withFault(
      "alter table public.courses disable row level security",
      "alter table public.courses enable row level security",
      () => expectFault(/^policies: row level security is off on courses/),
    );
    await withFault(
      "grant select on public.attempts to authenticated",
      "revoke select on public.attempts from authenticated",
      () => expectFault(/^policies: anyone with the publishable key reaches attempts/),
    );
  });
});

describe("Supabase", () => {
  it("is not there", async () => {
    await expectFault(/^auth: 127.0.0.1:9 does not answer/, { SUPABASE_URL: "http://127.0.0.1:9" });
  });

  it("refuses a key, or is given the secret one as the public one", async () => {
    await expectFault(/^auth: the publishable key is refused/, {
      SUPABASE_PUBLISHABLE_KEY: "nonsense",
    });
    await expectFault(/^secret-key: refused/, { SUPABASE_SECRET_KEY: stack.stack.publishableKey });
    const findings = await examine({ SUPABASE_PUBLISHABLE_KEY: stack.stack.secretKey });
    expect(notOk(findings)).toEqual([expect.stringMatching(/^auth: .* is the secret key/)]);
  });

  it("lacks a bucket, or shows one to anyone", async () => {
    const { storage } = createClient(stack.stack.url, stack.stack.secretKey);
    await storage.updateBucket("media", { public: true });
    await expectFault(/^buckets: anyone may read media/);
    await storage.deleteBucket("media");
    await expectFault(/^buckets: missing: media/);
    await storage.createBucket("media", { public: false });
    expect(notOk(await examine())).toEqual([]);
  });

  it("has no functions, symmetric keys or an answer to anything", async () => {
    const elsewhere = await serve(({ url = "" }) =>
      url.endsWith("jwks.json") ? [200, { keys: [] }] : [404, { message: "no Route matched" }],
    );
    const changes = { SUPABASE_URL: elsewhere };
    for (const name of ["verify-certificate", "ingest-events", "render-hook"]) {
      await expectFault(new RegExp(`^function-${name}: answers 404`), changes);
    }
    await expectFault(/^signing-keys: no asymmetric key/, changes);
    await expectFault(/^auth: it answers 404/, changes);
    await expectFault(/^buckets: storage does not list them/, changes);
  });

  it("has another time", async () => {
    for (const [away, words] of [
      [120_000, "120 s ahead of"],
      [-3_600_000, "3600 s behind"],
    ] as const) {
      const findings = await examine({}, { now: () => new Date(Date.now() + away) });
      expect(notOk(findings)).toEqual([expect.stringContaining("clock: this machine is ")]);
      const seconds = Number(/is (\d+) s/.exec(notOk(findings)[0] ?? "")?.[1]);
      expect(Math.abs(seconds - Math.abs(away) / 1000)).toBeLessThanOrEqual(2);
      expect(notOk(findings)[0]).toContain(words.split(" s ")[1]);
    }
  });
});

describe("around it", () => {
  it("an app is away, or something else answers for it", async () => {
    await expectFault(/^studio: 127.0.0.1:9 does not answer/, { STUDIO_URL: "http://127.0.0.1:9" });
    await expectFault(/^learn: something else answers there \(200\)/, {
      LEARN_URL: environment["STUDIO_URL"] ?? "",
    });
  });

  it("the mail server is away, or none is named", async () => {
    await expectFault(/^mail: the mail server does not answer/, { SMTP_URL: "smtp://127.0.0.1:9" });
    const findings = await examine({ SMTP_URL: "" });
    expect(findings.find(({ id }) => id === "mail")).toMatchObject({ state: "skipped" });
  });
});
