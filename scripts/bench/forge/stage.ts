import { enableCompileCache } from "node:module";

// One stage in a process of its own, so that its memory and processor time are its alone. It starts as the
// command line does.
enableCompileCache();
const { runStage } = await import("./run-stage.ts");

const [stage = "", storePath = "", folder = ""] = process.argv.slice(2);
const newBytes = await runStage(stage, storePath, folder);
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
console.log(JSON.stringify({ newBytes, cpuSeconds, peakMb: maxRSS / 1024 }));
