/** A person as an outside provider describes them. */
export interface ProviderProfile {
  /** Who it is at the provider; never reused and never changed by the person. */
  subject: string;
  /** The primary address first. */
  emails: { address: string; isVerified: boolean }[];
  /** Name, picture and the like, by the names of the OpenID Connect claims. */
  claims: Record<string, unknown>;
}

export interface ProviderAnswer {
  profile: ProviderProfile;
  accessToken: string;
  refreshToken: string | null;
}

export interface AuthorizationRequest {
  state: string;
  /** Beyond what signing in needs; separated by spaces. */
  scopes: string;
  /** Hash of the verifier that `exchangeCode` will present (RFC 7636, S256). */
  codeChallenge: string;
  /** What the client wants the provider to be asked as well, such as `prompt` or `login_hint`. */
  extra: Record<string, string>;
}

/** Somewhere else that people can prove who they are. */
export interface IdentityProvider {
  name: string;
  /** May the provider keep a person's address to itself? */
  isEmailOptional: boolean;
  formatAuthorizationUrl(request: AuthorizationRequest): Promise<string>;
  /** Trades the code of the callback for who the person is. Throws `ProviderFailure`. */
  exchangeCode(code: string, codeVerifier: string): Promise<ProviderAnswer>;
}

/** The provider did not answer as it should; the text names the step and holds nothing secret. */
export class ProviderFailure extends Error {
  constructor(step: string, options?: { cause?: unknown }) {
    super(step, options);
    this.name = "ProviderFailure";
  }
}

/** The authorization endpoint's address with the request in its query; what signs in cannot be overridden. */
export function addAuthorizationQuery(
  endpoint: string,
  request: AuthorizationRequest,
  own: { clientId: string; redirectUri: string; scopes: string[] },
): string {
  const url = new URL(endpoint);
  const asked = request.scopes.split(/[\s,]+/).filter(Boolean);
  const query = {
    ...request.extra,
    client_id: own.clientId,
    redirect_uri: own.redirectUri,
    response_type: "code",
    scope: [...new Set([...own.scopes, ...asked])].join(" "),
    state: request.state,
    code_challenge: request.codeChallenge,
    code_challenge_method: "S256",
  };
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return url.href;
}
