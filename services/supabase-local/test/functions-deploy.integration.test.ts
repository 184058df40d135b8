import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { loadProjectConfig } from "../src/config/project-config.ts";
import { findDenoBinary } from "../src/functions/deno-binary.ts";
import { findFunction, listFunctions } from "../src/functions/find-function.ts";

/*
 * What `supabase functions deploy` needs of each function: it uploads the function's own modules with its
 * deno.json and nothing else of the repository, and finds packages by that file alone.
 */
const repository = path.resolve(import.meta.dirname, "../../..");
const root = path.join(repository, "supabase", "functions");
const run = promisify(execFile);
const Graph = z.object({
  modules: z.array(
    z.object({
      specifier: z.string(),
      error: z.string().optional(),
      dependencies: z.array(z.object({ specifier: z.string() })).default([]),
    }),
  ),
});
const DenoConfig = z.strictObject({ imports: z.record(z.string(), z.string()) });
const Manifest = z.object({ version: z.string() });
/** Folders whose files the upload brings along, by relative imports. */
const uploaded = [root, path.join(repository, "packages", "contracts", "src")];

const { config } = await loadProjectConfig(path.join(repository, "supabase", "config.toml"));
const names = await listFunctions(root, config);
let cache: string;

beforeAll(async () => {
  cache = await mkdtemp(path.join(tmpdir(), "functions-deploy-"));
});
afterAll(() => rm(cache, { recursive: true, force: true }));

async function deno(command: string[], name: string): Promise<string> {
  const source = await findFunction(root, config, name);
  if (source?.imports?.kind !== "config") throw new Error(`${name} has no deno.json of its own.`);
  const options = ["--quiet", "--node-modules-dir=manual", "--no-lock", "--config"];
  const parameters = [...command, ...options, source.imports.file, source.entrypoint];
  const { stdout } = await run(findDenoBinary(), parameters, {
    cwd: repository,
    env: { DENO_DIR: cache, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

async function readImports(name: string): Promise<Record<string, string>> {
  const text = await readFile(path.join(root, name, "deno.json"), "utf8");
  return DenoConfig.parse(JSON.parse(text)).imports;
}

it("are the three that there should be", () => {
  expect(names).toEqual(["ingest-events", "render-hook", "verify-certificate"]);
});

describe.each(names)("%s", (name) => {
  it("has the right types for Deno", async () => {
    await expect(deno(["check"], name)).resolves.toBeDefined();
  });

  it("brings all its modules along, and its deno.json names every package that they import", async () => {
    const { modules } = Graph.parse(JSON.parse(await deno(["info", "--json"], name)));
    expect(modules.flatMap(({ error }) => error ?? [])).toEqual([]);
    const own = modules.filter(({ specifier }) => !specifier.includes("/node_modules/"));
    const outside = own.filter(
      ({ specifier }) => !uploaded.some((folder) => specifier.startsWith(`file://${folder}/`)),
    );
    expect(outside).toEqual([]);
    const packages = own
      .flatMap(({ dependencies }) => dependencies.map(({ specifier }) => specifier))
      .filter((specifier) => !specifier.startsWith("."));
    expect(packages.filter((specifier) => specifier.startsWith("node:"))).toEqual([]);
    expect(Object.keys(await readImports(name))).toEqual([...new Set(packages)].toSorted());
  });

  it("is deployed with the packages that it is tested with", async () => {
    for (const [specifier, target] of Object.entries(await readImports(name))) {
      const file = path.join(repository, "node_modules", specifier, "package.json");
      const { version } = Manifest.parse(JSON.parse(await readFile(file, "utf8")));
      const [, wanted = ""] = /^npm:[\w@/-]+@\^(\d+\.\d+\.\d+)$/.exec(target) ?? [];
      const parts = (text: string) => text.split(".").map(Number);
      const [major = 0, minor = 0, patch = 0] = parts(version);
      const [leastMajor = 0, leastMinor = 0, leastPatch = 0] = parts(wanted);
      expect(wanted, target).not.toBe("");
      expect(major).toBe(leastMajor);
      expect(minor * 10_000 + patch).toBeGreaterThanOrEqual(leastMinor * 10_000 + leastPatch);
    }
  });
});
