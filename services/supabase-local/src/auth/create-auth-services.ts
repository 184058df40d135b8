import type { Pool } from "pg";
import type { AuthConfig } from "../config/project-config.ts";
import type { WriteLog } from "../instance/log.ts";
import type { Secrets } from "../instance/secrets.ts";
import type { SendMail } from "../mail/mailer.ts";
import { AccessTokens } from "./access-tokens.ts";
import type { AuthServices } from "./auth-services.ts";
import { BackgroundTasks } from "./background-tasks.ts";
import { IdentityProviders } from "./external/identity-providers.ts";
import { AuthMails } from "./mails.ts";
import { RateLimits } from "./rate-limits.ts";
import { RedirectRules } from "./redirects.ts";

export interface AuthSetup {
  /** Connected as `supabase_auth_admin`. */
  pool: Pool;
  config: AuthConfig;
  projectDir: string;
  secrets: Secrets;
  /** Public address of the whole API. */
  url: string;
  siteUrls: string[];
  send: SendMail;
  log: WriteLog;
}

export async function createAuthServices(setup: AuthSetup): Promise<AuthServices> {
  const { pool, config, projectDir, secrets, send, log } = setup;
  const siteUrls = setup.siteUrls.length > 0 ? setup.siteUrls : [config.site_url];
  const redirects = new RedirectRules(siteUrls, config.additional_redirect_urls);
  const authUrl = `${setup.url}/auth/v1`;
  return {
    pool,
    config,
    keys: { publishableKey: secrets.publishableKey, secretKey: secrets.secretKey },
    tokens: await AccessTokens.create(authUrl, secrets.signingKeys),
    mails: await AuthMails.create({
      config,
      projectDir,
      siteUrl: redirects.siteUrl,
      authUrl,
      send,
    }),
    limits: new RateLimits(config),
    redirects,
    providers: new IdentityProviders(config, `${authUrl}/callback`),
    tasks: new BackgroundTasks(log),
    log,
  };
}
