import { failWith, prepareWorkspace } from "./bootstrap/prepare.mjs";
import { runOnNode24 } from "./bootstrap/run-on-node-24.mjs";

try {
  await prepareWorkspace();
  await runOnNode24("scripts/check/main.ts", process.argv.slice(2));
} catch (error) {
  failWith(error);
}
