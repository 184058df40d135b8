import { startTestCluster } from "./test-cluster.ts";

// A process of its own, started by global-setup with an IPC channel: it says where the cluster is and
// ends it when the channel closes, so that a killed test run leaves nothing behind.
const { stop, ...cluster } = await startTestCluster();
process.on("disconnect", () => {
  void stop().finally(() => process.exit());
});
process.on("SIGINT", () => undefined);
process.send?.(cluster);
