// Preloaded into every process of the stack: when the launcher dies, even by kill -9, its end of
// the channel closes and this process stops itself in the ordinary way.
import { fstatSync } from "node:fs";
import { Socket } from "node:net";
import { isMainThread } from "node:worker_threads";

const graceMs = 15_000;
const channel = process.env["BYTEOS_LIFELINE"];

if (isMainThread && channel) {
  delete process.env["BYTEOS_LIFELINE"];
  const descriptor = Number(channel);
  const kind = fstatSync(descriptor);
  if (kind.isSocket() || kind.isFIFO()) follow(descriptor);
}

/** @param {number} descriptor */
function follow(descriptor) {
  const line =
    descriptor === 0
      ? process.stdin
      : new Socket({ fd: descriptor, readable: true, writable: false });
  line.on("error", () => {});
  line.once("close", stop);
  line.once("end", stop);
  line.resume();
  if ("unref" in line) line.unref();
}

let isStopping = false;

function stop() {
  if (isStopping) return;
  isStopping = true;
  // The launcher read our output; writing to it now must not end us before we have cleaned up.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  // Under node --watch only the watched process sees the channel, so it takes the watcher along.
  if (process.env["WATCH_REPORT_DEPENDENCIES"]) process.kill(process.ppid, "SIGTERM");
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), graceMs).unref();
}
