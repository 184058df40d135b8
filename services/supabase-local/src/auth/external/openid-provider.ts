import { createHash, timingSafeEqual } from "node:crypto";
import { createRemoteJWKSet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { z } from "zod";
import {
  addAuthorizationQuery,
  type AuthorizationRequest,
  type IdentityProvider,
  type ProviderAnswer,
  ProviderFailure,
  type ProviderProfile,
} from "./identity-provider.ts";
import { askProvider } from "./provider-http.ts";

const discoveryLifetimeMs = 60 * 60_000;

const Discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url().optional(),
  jwks_uri: z.url(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
});
type Discovery = z.infer<typeof Discovery>;

const Tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().optional(),
  id_token: z.string().min(1),
});

/** Text as some providers send it for a switch. */
const LooseFlag = z.union([z.boolean(), z.enum(["true", "false"]).transform((x) => x === "true")]);
const optionalText = z.string().optional().catch(undefined);
const Claims = z.object({
  sub: z.string().min(1),
  email: z.email().optional().catch(undefined),
  email_verified: LooseFlag.optional().catch(undefined),
  name: optionalText,
  given_name: optionalText,
  family_name: optionalText,
  nickname: optionalText,
  preferred_username: optionalText,
  picture: optionalText,
  locale: optionalText,
});
type Claims = z.infer<typeof Claims>;

export interface OpenIdOptions {
  name: string;
  issuer: string;
  /** The first signs in through the browser; all are accepted in ID tokens. */
  clientIds: string[];
  clientSecret: string;
  redirectUri: string;
  isEmailOptional: boolean;
}

/** An ID token that a client obtained by itself, checked. */
export interface CheckedIdToken {
  profile: ProviderProfile;
  /** As the token carries it. */
  nonce: string | null;
}

/** Any provider of OpenID Connect Core 1.0 with discovery. */
export class OpenIdProvider implements IdentityProvider {
  readonly name: string;
  readonly isEmailOptional: boolean;
  readonly issuer: string;
  readonly #options: OpenIdOptions;
  #discovered: { at: number; discovery: Discovery; keys: JWTVerifyGetKey } | null = null;

  constructor(options: OpenIdOptions) {
    this.name = options.name;
    this.isEmailOptional = options.isEmailOptional;
    this.issuer = options.issuer;
    this.#options = options;
  }

  async formatAuthorizationUrl(request: AuthorizationRequest): Promise<string> {
    const { discovery } = await this.#discover();
    return addAuthorizationQuery(discovery.authorization_endpoint, request, {
      clientId: this.#clientId,
      redirectUri: this.#options.redirectUri,
      scopes: ["openid", "email", "profile"],
    });
  }

  async exchangeCode(code: string, codeVerifier: string): Promise<ProviderAnswer> {
    const { discovery } = await this.#discover();
    const { clientSecret, redirectUri } = this.#options;
    const isBasic = discovery.token_endpoint_auth_methods_supported.includes("client_secret_basic");
    const tokens = await askProvider(
      {
        step: "token",
        url: discovery.token_endpoint,
        headers: isBasic ? { authorization: formatBasic(this.#clientId, clientSecret) } : {},
        form: {
          grant_type: "authorization_code",
          code,
          redirect_uri: redirectUri,
          code_verifier: codeVerifier,
          ...(isBasic ? {} : { client_id: this.#clientId, client_secret: clientSecret }),
        },
      },
      Tokens,
    );
    const { payload } = await this.#verify(tokens.id_token, [this.#clientId]).catch((cause) => {
      throw new ProviderFailure("ID token is not good", { cause });
    });
    requireHash(payload, tokens.access_token);
    const known = Claims.parse(payload);
    const more =
      known.email === undefined && discovery.userinfo_endpoint !== undefined
        ? await askUserInfo(discovery.userinfo_endpoint, tokens.access_token, known.sub)
        : known;
    return {
      profile: describeProfile(discovery.issuer, { ...known, ...more }),
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? null,
    };
  }

  /** Null when the token is not of this provider, for one of these clients, and current. */
  async checkIdToken(idToken: string, accessToken: string | null): Promise<CheckedIdToken | null> {
    const { discovery } = await this.#discover();
    try {
      const { payload } = await this.#verify(idToken, this.#options.clientIds);
      if (accessToken !== null) requireHash(payload, accessToken);
      return {
        profile: describeProfile(discovery.issuer, Claims.parse(payload)),
        nonce: typeof payload["nonce"] === "string" ? payload["nonce"] : null,
      };
    } catch {
      return null;
    }
  }

  get #clientId(): string {
    return this.#options.clientIds[0] ?? "";
  }

  async #verify(idToken: string, audience: string[]): Promise<{ payload: JWTPayload }> {
    const { discovery, keys } = await this.#discover();
    return jwtVerify(idToken, keys, {
      issuer: discovery.issuer,
      audience,
      requiredClaims: ["sub", "exp", "iat"],
      // What a published key can verify; never a shared secret, never "none".
      algorithms: ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512", "EdDSA"],
      clockTolerance: 30,
    });
  }

  async #discover(): Promise<{ discovery: Discovery; keys: JWTVerifyGetKey }> {
    const known = this.#discovered;
    if (known && known.at + discoveryLifetimeMs > Date.now()) return known;
    const { issuer } = this.#options;
    const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const discovery = await askProvider({ step: "discovery", url }, Discovery);
    if (discovery.issuer.replace(/\/$/, "") !== issuer.replace(/\/$/, "")) {
      throw new ProviderFailure("discovery names another issuer");
    }
    const keys = createRemoteJWKSet(new URL(discovery.jwks_uri), { timeoutDuration: 10_000 });
    this.#discovered = { at: Date.now(), discovery, keys };
    return this.#discovered;
  }
}

async function askUserInfo(url: string, accessToken: string, subject: string): Promise<Claims> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const claims = await askProvider({ step: "userinfo", url, headers }, Claims);
  if (claims.sub !== subject) throw new ProviderFailure("userinfo is about someone else");
  return claims;
}

/** Where the ID token names the access token that it came with (`at_hash`), it must be this one. */
function requireHash(payload: JWTPayload, accessToken: string): void {
  const named = payload["at_hash"];
  if (typeof named !== "string") return;
  const hashes = ["sha256", "sha384", "sha512"].map((algorithm) => {
    const digest = createHash(algorithm).update(accessToken).digest();
    return digest.subarray(0, digest.length / 2).toString("base64url");
  });
  const given = Buffer.from(named);
  const isRight = hashes.some(
    (hash) => hash.length === given.length && timingSafeEqual(Buffer.from(hash), given),
  );
  if (!isRight) throw new ProviderFailure("ID token belongs to another access token");
}

function describeProfile(issuer: string, claims: Claims): ProviderProfile {
  const { sub, email, email_verified: isVerified, ...rest } = claims;
  const name = rest.name ?? ([rest.given_name, rest.family_name].filter(Boolean).join(" ") || null);
  const shown = {
    iss: issuer,
    ...rest,
    ...(name === null ? {} : { name, full_name: name }),
    ...(rest.picture === undefined ? {} : { avatar_url: rest.picture }),
  };
  return {
    subject: sub,
    emails: email === undefined ? [] : [{ address: email, isVerified: isVerified === true }],
    claims: shown,
  };
}

/** RFC 6749, section 2.3.1: both halves are form-encoded before they are joined. */
function formatBasic(clientId: string, secret: string): string {
  const encode = (text: string) => encodeURIComponent(text).replaceAll("%20", "+");
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(secret)}`).toString("base64")}`;
}
