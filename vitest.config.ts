import { defineConfig } from "vitest/config";
import { isStrayPdfRejection } from "./packages/courseware/src/import/pdf/stray-rejection.ts";

const folders = "{apps,packages,services,scripts,supabase}";
const built = ["**/node_modules/**", "**/.next/**", "**/generated/**"];

export default defineConfig({
  test: {
    // As the worker's parsing thread does; any other unhandled error fails the run.
    onUnhandledError: (error) => (isStrayPdfRejection(error) ? false : undefined),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [`${folders}/**/*.test.{ts,tsx}`],
          exclude: [...built, "**/*.integration.test.ts", "**/*.e2e.test.ts"],
          // Long enough for a machine that is busy with something else.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          globalSetup: ["packages/testing/src/global-setup.ts"],
          include: [`${folders}/**/*.integration.test.ts`],
          exclude: built,
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.e2e.test.ts"],
          exclude: built,
          globalSetup: ["tests/e2e/stack.setup.ts"],
          pool: "forks",
          // One browser at a time: two on two cores make each other slow.
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
