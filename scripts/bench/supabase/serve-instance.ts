import path from "node:path";
import { startSupabaseLocal } from "@byteos/supabase-local/start-supabase-local";
import { z } from "zod";

const Arguments = z.tuple([z.string(), z.coerce.number().int()]);

/** Run as a process of its own, so that the one who measures and the one measured do not share a thread. */
const [folder, portOffset] = Arguments.parse(process.argv.slice(2));
const running = await startSupabaseLocal({
  dataDir: path.join(folder, "data"),
  portOffset,
  migrationsDir: path.join(folder, "supabase", "migrations"),
  configFile: path.join(folder, "supabase", "config.toml"),
  siteUrls: ["http://localhost:3000"],
  isQuiet: true,
});
process.once("disconnect", () => void running.stop().finally(() => process.exit(0)));
process.send?.({
  url: running.url,
  publishableKey: running.publishableKey,
  secretKey: running.secretKey,
  adminDatabaseUrl: running.adminDatabaseUrl,
});
