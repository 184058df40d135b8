import path from "node:path";
import { rotateSigningKey } from "./instance/secrets.ts";

const repository = path.resolve(import.meta.dirname, "..", "..", "..");
const dataDir = process.env["BYTEOS_DATA_DIR"] || path.join(repository, ".byteos");
const kid = await rotateSigningKey(path.resolve(dataDir, "supabase"));
process.stdout.write(
  `The key ${kid} signs from the next start on. Tokens signed before stay good until they end.\n`,
);
