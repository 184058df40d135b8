import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

// The command as an npm package: one file of ours, and what is native from the registry.
const here = import.meta.dirname;
const out = join(here, "dist");
const native = "@napi-rs/blake-hash";

interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

function readManifest(path: string): Manifest {
  // safe because both manifests are ours
  return JSON.parse(readFileSync(path, "utf8")) as Manifest;
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
const bundle = await rolldown({
  input: join(here, "src/main.ts"),
  platform: "node",
  external: [native, /^node:/],
});
const target = join(out, "byteos.mjs");
await bundle.write({ file: target, format: "esm", codeSplitting: false });
await bundle.close();
chmodSync(target, 0o755);

const { version, description, license, engines } = readManifest(join(here, "package.json"));
const forge = readManifest(join(here, "../../packages/forge/package.json"));
const dependencies = { [native]: forge.dependencies[native] };
const bin = { byteos: "byteos.mjs" };
const manifest = { name: "byteos", version, description, license, bin, engines, dependencies };
writeFileSync(
  join(out, "package.json"),
  `${JSON.stringify({ ...manifest, type: "module" }, null, 2)}\n`,
);
for (const file of ["README.md", "../../LICENSE"]) {
  writeFileSync(join(out, file.replace("../../", "")), readFileSync(join(here, file)));
}
execFileSync("npm", ["pack", out, "--pack-destination", out], { stdio: "inherit" });
