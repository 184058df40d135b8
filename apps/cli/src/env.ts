import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const filled = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text.trim() === "" ? undefined : text.trim()));

const CliEnv = z.object({
  /** Used before the one that `byteos login` has kept. */
  BYTEOS_TOKEN: filled,
  /** Address of Studio where none is named. */
  BYTEOS_SERVER: filled,
  /** Where tokens are kept. */
  BYTEOS_CONFIG_DIR: filled,
});

/** What the command takes from its surroundings. */
export interface Settings {
  readonly configFolder: string;
  readonly server: string | undefined;
  readonly token: string | undefined;
}

export function readSettings(source: NodeJS.ProcessEnv = process.env): Settings {
  const env = CliEnv.parse(source);
  return {
    configFolder: env.BYTEOS_CONFIG_DIR ?? join(homedir(), ".config/byteos"),
    server: env.BYTEOS_SERVER,
    token: env.BYTEOS_TOKEN,
  };
}
