import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { StartSupabaseLocalOptions } from "../src/start-supabase-local.ts";
import { startTestInstance, type TestInstance } from "./running-instance.ts";

/** An instance with these functions, by name and source. */
export async function startWithFunctions(
  config: string,
  sources: Record<string, string>,
  overrides: Partial<StartSupabaseLocalOptions> = {},
): Promise<TestInstance> {
  const instance = await startTestInstance(config, overrides);
  for (const [name, source] of Object.entries(sources)) {
    await writeFunction(instance, name, source);
  }
  return instance;
}

/** `others` are further files, by their path from the function's folder. */
export async function writeFunction(
  instance: TestInstance,
  name: string,
  source: string,
  others: Record<string, string> = {},
): Promise<void> {
  const folder = path.join(instance.folder, "supabase", "functions", name);
  for (const [file, text] of Object.entries({ "index.ts": source, ...others })) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}
