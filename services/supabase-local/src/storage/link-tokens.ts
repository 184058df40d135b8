import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { invalidSignature, invalidToken } from "./storage-error.ts";

const DownloadClaims = z.object({
  url: z.string(),
  exp: z.number(),
  versionId: z.string().optional(),
});
export type DownloadClaims = z.infer<typeof DownloadClaims>;
const UploadClaims = z.object({
  url: z.string(),
  upsert: z.boolean(),
  owner: z.string().nullable(),
});
export type UploadClaims = z.infer<typeof UploadClaims>;

type Purpose = "storage-download" | "storage-upload";

/** Tokens in links that let whoever holds them read, or write, one object for a time. */
export class LinkTokens {
  readonly #secret: Uint8Array;

  constructor(secret: string) {
    this.#secret = new TextEncoder().encode(secret);
  }

  /** `url` is the bucket and the object's name, joined by a slash; without a version, any that is there. */
  signDownload(url: string, versionId: string | null, lifetimeSeconds: number): Promise<string> {
    const claims = versionId === null ? { url } : { url, versionId };
    return this.#sign("storage-download", claims, lifetimeSeconds);
  }

  signUpload(claims: UploadClaims, lifetimeSeconds: number): Promise<string> {
    return this.#sign("storage-upload", claims, lifetimeSeconds);
  }

  /** Throws InvalidJWT for a token that is forged or over, InvalidSignature for one that is for something else. */
  verifyDownload(token: string, url: string): Promise<DownloadClaims> {
    return this.#verify("storage-download", DownloadClaims, token, url);
  }

  /** As `verifyDownload`. */
  verifyUpload(token: string, url: string): Promise<UploadClaims> {
    return this.#verify("storage-upload", UploadClaims, token, url);
  }

  #sign(
    purpose: Purpose,
    claims: Record<string, unknown>,
    lifetimeSeconds: number,
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ ...claims, iat: now, exp: now + lifetimeSeconds })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setAudience(purpose)
      .sign(this.#secret);
  }

  async #verify<Claims extends { url: string }>(
    purpose: Purpose,
    schema: z.ZodType<Claims>,
    token: string,
    url: string,
  ): Promise<Claims> {
    const { payload } = await jwtVerify(token, this.#secret, {
      algorithms: ["HS256"],
      requiredClaims: ["exp"],
    }).catch((error: unknown) => {
      const isOver = error instanceof Error && error.name === "JWTExpired";
      throw invalidToken(isOver ? '"exp" claim timestamp check failed' : "Invalid Compact JWS");
    });
    if (payload.aud !== purpose) {
      throw invalidSignature(`Token is not scoped for ${purpose.replace("storage-", "")}`);
    }
    const claims = schema.safeParse(payload);
    if (!claims.success || claims.data.url !== url) throw invalidSignature();
    return claims.data;
  }
}
