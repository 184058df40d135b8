import type { Pool } from "pg";
import type { AuthConfig } from "../config/project-config.ts";
import type { ApiKeys } from "../http/caller.ts";
import type { WriteLog } from "../instance/log.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { BackgroundTasks } from "./background-tasks.ts";
import type { IdentityProviders } from "./external/identity-providers.ts";
import type { AuthMails } from "./mails.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { RedirectRules } from "./redirects.ts";

/** Everything the auth routes work with. */
export interface AuthServices {
  pool: Pool;
  config: AuthConfig;
  keys: ApiKeys;
  tokens: AccessTokens;
  mails: AuthMails;
  limits: RateLimits;
  redirects: RedirectRules;
  providers: IdentityProviders;
  tasks: BackgroundTasks;
  log: WriteLog;
}
