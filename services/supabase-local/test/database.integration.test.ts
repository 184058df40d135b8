import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSupabaseLocal } from "../src/start-supabase-local.ts";
import { createSignedIn, startTestInstance, type TestInstance } from "./running-instance.ts";

const firstMigration = `
  do $$ begin create role byteos_app nologin noinherit; end $$;
  create table public.notes (id uuid primary key default gen_random_uuid(), owner uuid references auth.users (id));
  grant select on public.notes to byteos_app;
`;
let instance: TestInstance;

beforeAll(async () => {
  instance = await startTestInstance("");
  await instance.stop();
  await addMigration("20260101000000_notes.sql", firstMigration);
  Object.assign(instance, await startSupabaseLocal(instance.options));
});
afterAll(() => instance.dispose());

async function addMigration(name: string, text: string): Promise<void> {
  await mkdir(instance.options.migrationsDir, { recursive: true });
  await writeFile(path.join(instance.options.migrationsDir, name), text);
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Stops, runs the work on the migrations, and starts again. */
async function restartAfter(work: () => Promise<void>): Promise<void> {
  await instance.stop();
  await work();
  Object.assign(instance, await startSupabaseLocal(instance.options));
}

describe("the database", () => {
  it("has an owner that is no superuser, and a login for the apps", async () => {
    const [owner] = await ask(
      instance.adminDatabaseUrl,
      "select rolname, rolsuper, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user",
    );
    expect(owner).toEqual({
      rolname: "postgres",
      rolsuper: false,
      rolcreaterole: true,
      rolbypassrls: true,
    });
    const [app] = await ask(
      instance.databaseUrl,
      "select current_user as name, count(*)::int as notes from public.notes",
    );
    expect(app).toEqual({ name: "byteos_app", notes: 0 });
    await expect(ask(instance.databaseUrl, "select * from auth.users")).rejects.toThrow(
      /permission denied/,
    );
  });

  it.each([
    "create table auth.mine (id int)",
    "alter table auth.users add column mine int",
    "alter table storage.objects add column mine int",
    "drop table storage.objects cascade",
    "drop function storage.foldername(text)",
    "delete from storage.objects",
    "set role supabase_storage_admin",
    "alter role postgres superuser",
  ])("refuses what hosted Supabase refuses: %s", async (sql) => {
    await expect(ask(instance.adminDatabaseUrl, sql)).rejects.toThrow(
      /permission|owner|not allowed/i,
    );
  });

  it("allows what hosted Supabase allows", async () => {
    await ask(
      instance.adminDatabaseUrl,
      `create policy reading on storage.objects for select to authenticated using (owner_id = auth.uid()::text);
       drop policy reading on storage.objects;
       create function public.on_user() returns trigger language plpgsql as 'begin return new; end';
       create trigger on_user after insert on auth.users for each row execute function public.on_user();
       create extension pg_trgm with schema extensions;
       create role helper nologin noinherit; grant service_role to helper;`,
    );
    expect((await createSignedIn(instance)).userId).toBeTruthy();
  });

  it("knows the caller by the request's claims", async () => {
    const [row] = await ask(
      instance.adminDatabaseUrl,
      `with claims as (select set_config('request.jwt.claims',
         '{"sub":"7f3c1f0e-6f56-4a49-8f3e-6d6a3d0f2b11","role":"authenticated","email":"a@example.org"}', true))
       select auth.uid(), auth.role(), auth.email(), auth.jwt() ->> 'sub' as sub from claims`,
    );
    expect(row).toEqual({
      uid: "7f3c1f0e-6f56-4a49-8f3e-6d6a3d0f2b11",
      role: "authenticated",
      email: "a@example.org",
      sub: "7f3c1f0e-6f56-4a49-8f3e-6d6a3d0f2b11",
    });
    const [names] = await ask(
      instance.adminDatabaseUrl,
      "select storage.foldername('a/b/c.tar.gz'), storage.filename('a/c.txt'), storage.extension('a/c.tar.gz')",
    );
    expect(names).toEqual({ foldername: ["a", "b"], filename: "c.txt", extension: "gz" });
  });
});

describe("migrations", () => {
  it("are applied once, in order, and recorded where the Supabase CLI looks", async () => {
    await restartAfter(() =>
      addMigration("20260102000000_more.sql", "create table public.more (id int);"),
    );
    const rows = await ask(
      instance.adminDatabaseUrl,
      "select version, name from supabase_migrations.schema_migrations order by version",
    );
    expect(rows).toEqual([
      { version: "20260101000000", name: "notes" },
      { version: "20260102000000", name: "more" },
    ]);
  });

  it("stop the start, changing nothing, when one fails, was changed, is gone or comes late", async () => {
    await instance.stop();
    const failing = "create table public.half (id int);\nselect * from public.nothing_there;";
    const attempts: [string, string, RegExp][] = [
      [
        "20260103000000_bad.sql",
        failing,
        /20260103000000_bad\.sql failed at line 2.*nothing_there/,
      ],
      ["20260101000000_notes.sql", `${firstMigration} --`, /was changed after it had been applied/],
      ["20260101120000_late.sql", "select 1;", /older than 20260102000000/],
    ];
    for (const [name, text, message] of attempts) {
      await addMigration(name, text);
      await expect(startSupabaseLocal(instance.options)).rejects.toThrow(message);
      await rm(path.join(instance.options.migrationsDir, name));
      await addMigration("20260101000000_notes.sql", firstMigration);
    }
    await rm(path.join(instance.options.migrationsDir, "20260101000000_notes.sql"));
    await expect(startSupabaseLocal(instance.options)).rejects.toThrow(/its file is gone/);
    await addMigration("20260101000000_notes.sql", firstMigration);
    Object.assign(instance, await startSupabaseLocal(instance.options));
    const half = await ask(instance.adminDatabaseUrl, "select to_regclass('public.half') as half");
    expect(half).toEqual([{ half: null }]);
  });
});

describe("a second start", () => {
  it("keeps keys, users and sessions", async () => {
    const { client, email, password } = await createSignedIn(instance);
    const { publishableKey, secretKey, databaseUrl } = instance;
    await restartAfter(async () => {});
    expect(instance).toMatchObject({ publishableKey, secretKey, databaseUrl });
    expect((await client.auth.getUser()).data.user?.email).toBe(email);
    expect((await client.auth.refreshSession()).error).toBeNull();
    const again = await instance.createVisitor().auth.signInWithPassword({ email, password });
    expect(again.error).toBeNull();
  });

  it("keeps its secrets to the owner of the folder", async () => {
    for (const name of ["secrets.json", "postgres/superuser-password"]) {
      const details = await stat(path.join(instance.options.dataDir, name));
      expect(details.mode & 0o077, name).toBe(0);
    }
  });

  it("is refused while the first runs, and where a port is taken", async () => {
    await expect(startSupabaseLocal(instance.options)).rejects.toThrow(
      /running already .*process \d+/,
    );
    const elsewhere = { ...instance.options, dataDir: path.join(instance.folder, "other") };
    await expect(startSupabaseLocal(elsewhere)).rejects.toThrow(
      /Port \d+ .* is taken by another program/,
    );
    expect((await fetch(`${instance.url}/`)).status).toBe(200);
  });
});
