import path from "node:path";
import type { AccessTokens } from "../auth/access-tokens.ts";
import type { ProjectConfig } from "../config/project-config.ts";
import type { FunctionServices } from "./create-functions-api.ts";
import { readFunctionSecrets } from "./find-function.ts";
import { defaultLimits, type FunctionLimits } from "./function-limits.ts";
import { FunctionLogs } from "./function-logs.ts";
import { FunctionPool } from "./function-pool.ts";

export interface CreateFunctionsOptions {
  /** The folder `supabase/functions`; a missing one has no functions. */
  root: string;
  /** The service's own folder, for logs and compiled code. */
  folder: string;
  config: ProjectConfig;
  tokens: AccessTokens;
  url: string;
  databaseUrl: string;
  publishableKey: string;
  secretKey: string;
  /** Given to every function under its own name, as the CLI's secrets are. */
  secrets: Record<string, string>;
  limits?: Partial<FunctionLimits> | undefined;
}

export interface Functions extends FunctionServices {
  logs: FunctionLogs;
}

/** Makes ready to serve functions; nothing is started before a request comes. */
export function createFunctions(options: CreateFunctionsOptions): Functions {
  const { root, folder, config, tokens } = options;
  const logs = new FunctionLogs(path.join(folder, "logs"));
  const pool = new FunctionPool({
    cacheFolder: path.join(folder, "deno"),
    limits: { ...defaultLimits, ...options.limits },
    logs,
    readEnvironment: async () => ({
      ...options.secrets,
      ...config.edge_runtime.secrets,
      ...(await readFunctionSecrets(root)),
      ...platformVariables(options),
    }),
  });
  return { root, settings: config, pool, tokens, logs };
}

/** What the hosted platform sets, legacy names and new ones. */
function platformVariables(options: CreateFunctionsOptions): Record<string, string> {
  const { url, databaseUrl, publishableKey, secretKey, tokens } = options;
  return {
    SUPABASE_URL: url,
    SUPABASE_ANON_KEY: publishableKey,
    SUPABASE_SERVICE_ROLE_KEY: secretKey,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: publishableKey }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: secretKey }),
    SUPABASE_JWKS: JSON.stringify(tokens.keySet),
    SUPABASE_DB_URL: databaseUrl,
    SB_REGION: "local",
    SB_EXECUTION_ID: crypto.randomUUID(),
  };
}
