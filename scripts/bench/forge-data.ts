import { copyFileSync, cpSync, lstatSync, mkdirSync, readdirSync, appendFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { makeModel } from "./forge/make-model.ts";
import { makeCsv, makeParquet } from "./forge/make-tables.ts";

const wanted = { model: 400, parquet: 300, csv: 35, sources: 25_000 } as const;
const changedSources = 200;

/** Small files of the installed packages, in the order of their paths. */
function findSources(root: string, count: number): string[] {
  const found: string[] = [];
  const folders = [""];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const items = readdirSync(join(root, folder), { withFileTypes: true });
    for (const item of items.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      const path = join(folder, item.name);
      if (item.isDirectory() && item.name !== ".cache") folders.push(path);
      const isSource = item.isFile() && /\.(?:[cm]?[jt]sx?|json|md|css|map)$/.test(item.name);
      if (isSource && lstatSync(join(root, path)).size < 500_000) found.push(path);
      if (found.length === count) return found;
    }
  }
  return found;
}

function makeSources(from: string, into: string): void {
  for (const path of findSources(from, wanted.sources)) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    copyFileSync(join(from, path), join(into, path));
  }
}

function changeSources(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => {
    return lstatSync(join(folder, path)).isFile();
  });
  const every = Math.max(1, Math.floor(files.length / changedSources));
  for (let at = 0; at < changedSources && at * every < files.length; at += 1) {
    appendFileSync(join(folder, files[at * every] ?? ""), `\n// changed, number ${at}\n`);
  }
}

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [folder] = positionals;
  if (folder === undefined) throw new Error("Say where: npm run bench:forge-data -- FOLDER");
  const [first, second] = [join(folder, "v1"), join(folder, "v2")];
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty.`);
  console.error("source files");
  makeSources("node_modules", join(first, "src"));
  cpSync(join(first, "src"), join(second, "src"), { recursive: true });
  changeSources(join(second, "src"));
  for (const [version, isLater] of [
    [first, false],
    [second, true],
  ] as const) {
    console.error(`model and tables of ${version}`);
    makeModel(join(version, "model.safetensors"), wanted.model, isLater);
    await makeParquet(join(version, "table.parquet"), wanted.parquet, isLater);
    makeCsv(join(version, "table.csv"), wanted.csv, isLater);
  }
}

await main();
