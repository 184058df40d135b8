import { z } from "zod";
import {
  addAuthorizationQuery,
  type AuthorizationRequest,
  type IdentityProvider,
  type ProviderAnswer,
  ProviderFailure,
} from "./identity-provider.ts";
import { askProvider } from "./provider-http.ts";

const Tokens = z.object({ access_token: z.string().min(1), refresh_token: z.string().optional() });
const User = z.object({
  id: z.int(),
  login: z.string(),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
});
const Emails = z.array(
  z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() }).loose(),
);

export interface GitHubOptions {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  isEmailOptional: boolean;
  /** Of a GitHub of one's own; empty for github.com. */
  url: string;
}

/** GitHub speaks OAuth 2.0 without OpenID Connect: the person is read from its REST API. */
export class GitHubProvider implements IdentityProvider {
  readonly name = "github";
  readonly isEmailOptional: boolean;
  readonly #options: GitHubOptions;
  readonly #site: string;
  readonly #api: string;

  constructor(options: GitHubOptions) {
    this.isEmailOptional = options.isEmailOptional;
    this.#options = options;
    const own = options.url.replace(/\/$/, "");
    this.#site = own || "https://github.com";
    this.#api = own === "" ? "https://api.github.com" : `${own}/api/v3`;
  }

  formatAuthorizationUrl(request: AuthorizationRequest): Promise<string> {
    const { clientId, redirectUri } = this.#options;
    const own = { clientId, redirectUri, scopes: ["user:email"] };
    const url = addAuthorizationQuery(`${this.#site}/login/oauth/authorize`, request, own);
    return Promise.resolve(url);
  }

  async exchangeCode(code: string, codeVerifier: string): Promise<ProviderAnswer> {
    const { clientId, clientSecret, redirectUri } = this.#options;
    const tokens = await askProvider(
      {
        step: "token",
        url: `${this.#site}/login/oauth/access_token`,
        form: {
          grant_type: "authorization_code",
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uri: redirectUri,
          code,
          code_verifier: codeVerifier,
        },
      },
      Tokens,
    );
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const user = await askProvider({ step: "user", url: `${this.#api}/user`, headers }, User);
    const emails = await askProvider(
      { step: "emails", url: `${this.#api}/user/emails`, headers },
      Emails,
    );
    if (user.id <= 0) throw new ProviderFailure("user has no id");
    const name = user.name ?? user.login;
    return {
      profile: {
        subject: String(user.id),
        emails: emails
          .toSorted((a, b) => Number(b.primary) - Number(a.primary))
          .map((each) => ({ address: each.email, isVerified: each.verified })),
        claims: {
          iss: this.#api,
          name,
          full_name: name,
          user_name: user.login,
          preferred_username: user.login,
          ...(user.avatar_url ? { avatar_url: user.avatar_url, picture: user.avatar_url } : {}),
        },
      },
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? null,
    };
  }
}
