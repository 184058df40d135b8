import type { AuthConfig } from "../../config/project-config.ts";
import { AuthError } from "../auth-error.ts";
import { GitHubProvider } from "./github-provider.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import { OpenIdProvider } from "./openid-provider.ts";

const googleIssuer = "https://accounts.google.com";

/** The providers of `[auth.external.NAME]`: GitHub, Google, and whoever's issuer `url` names. */
export class IdentityProviders {
  readonly #enabled = new Map<string, IdentityProvider>();
  readonly #disabled = new Set<string>();

  constructor(config: AuthConfig, callbackUrl: string) {
    for (const [name, provider] of Object.entries(config.external)) {
      const issuer = provider.url || (name === "google" ? googleIssuer : "");
      if (!provider.enabled || (name !== "github" && issuer === "")) {
        this.#disabled.add(name);
        continue;
      }
      const clientIds = provider.client_id.split(",").map((id) => id.trim());
      const shared = {
        clientSecret: provider.secret,
        redirectUri: provider.redirect_uri || callbackUrl,
        isEmailOptional: provider.email_optional,
      };
      this.#enabled.set(
        name,
        name === "github"
          ? new GitHubProvider({ ...shared, clientId: clientIds[0] ?? "", url: provider.url })
          : new OpenIdProvider({ ...shared, name, issuer, clientIds }),
      );
    }
  }

  get names(): string[] {
    return [...this.#enabled.keys()];
  }

  /** Throws when there is none of this name that is switched on. */
  get(name: string): IdentityProvider {
    const provider = this.#enabled.get(name);
    if (provider) return provider;
    const reason = this.#disabled.has(name)
      ? "provider is not enabled"
      : `Provider ${name} could not be found`;
    throw new AuthError(400, "validation_failed", `Unsupported provider: ${reason}`);
  }

  /** The provider whose ID tokens may be traded for a session, by its name or its issuer. */
  getForIdToken(name: string, issuer: string): OpenIdProvider {
    for (const provider of this.#enabled.values()) {
      const isMeant = name === "" ? undefined : provider.name === name;
      if (!(provider instanceof OpenIdProvider)) continue;
      if (isMeant ?? provider.issuer === issuer) return provider;
    }
    if (this.#disabled.has(name)) {
      throw new AuthError(400, "provider_disabled", `Provider (issuer "${issuer}") is not enabled`);
    }
    throw new AuthError(
      400,
      "validation_failed",
      `Custom OIDC provider "${name || issuer}" not allowed`,
    );
  }
}
