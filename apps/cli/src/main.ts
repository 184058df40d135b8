#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// Before anything of ours is loaded: a command is mostly over sooner than its code is compiled.
enableCompileCache();
const { run } = await import("./run.ts");

process.exitCode = await run(process.argv.slice(2), process.cwd(), {
  in: process.stdin,
  out: process.stdout,
  err: process.stderr,
});
