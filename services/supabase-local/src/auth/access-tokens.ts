import { type CryptoKey, importJWK, jwtVerify, type JWTPayload, SignJWT } from "jose";
import { z } from "zod";
import type { SigningKey } from "../instance/secrets.ts";

export const Claims = z.looseObject({
  sub: z.string().optional(),
  role: z.string().optional(),
  session_id: z.string().optional(),
  email: z.string().optional(),
});
export type Claims = z.infer<typeof Claims>;

export interface PublicKeySet {
  keys: Record<string, unknown>[];
}

/** Signs and checks access tokens (ES256). The newest key signs, older ones still verify. */
export class AccessTokens {
  readonly issuer: string;
  readonly keySet: PublicKeySet;
  readonly #signing: { kid: string; key: CryptoKey };
  readonly #verifying: Map<string, CryptoKey>;

  private constructor(
    issuer: string,
    keySet: PublicKeySet,
    signing: { kid: string; key: CryptoKey },
    verifying: Map<string, CryptoKey>,
  ) {
    this.issuer = issuer;
    this.keySet = keySet;
    this.#signing = signing;
    this.#verifying = verifying;
  }

  static async create(issuer: string, signingKeys: SigningKey[]): Promise<AccessTokens> {
    const verifying = new Map<string, CryptoKey>();
    const published: Record<string, unknown>[] = [];
    for (const { d: _private, ...key } of signingKeys) {
      verifying.set(key.kid, await importKey({ ...key, alg: "ES256" }));
      published.push({ ...key, alg: "ES256", use: "sig", key_ops: ["verify"], ext: true });
    }
    const newest = signingKeys[0];
    if (!newest) throw new Error("There is no signing key.");
    const signing = { kid: newest.kid, key: await importKey({ ...newest, alg: "ES256" }) };
    return new AccessTokens(issuer, { keys: published }, signing, verifying);
  }

  sign(claims: JWTPayload): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: this.#signing.kid, typ: "JWT" })
      .sign(this.#signing.key);
  }

  /** The claims of a token signed here that has not ended; null for any other. */
  async verify(token: string): Promise<Claims | null> {
    try {
      const { payload } = await jwtVerify(
        token,
        (header) => {
          const key = this.#verifying.get(header.kid ?? "");
          if (!key) throw new Error("unknown key");
          return key;
        },
        { algorithms: ["ES256"], issuer: this.issuer, requiredClaims: ["exp"] },
      );
      return Claims.parse(payload);
    } catch {
      return null;
    }
  }
}

async function importKey(jwk: SigningKey | Record<string, string>): Promise<CryptoKey> {
  const key = await importJWK(jwk, "ES256");
  if (key instanceof Uint8Array) throw new Error("The signing key is not an EC key.");
  return key;
}
