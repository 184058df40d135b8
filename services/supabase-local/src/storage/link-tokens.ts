import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { invalidToken } from "./storage-error.ts";

const DownloadClaims = z.object({ url: z.string() });
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

  /** `url` is the bucket and the object's name, joined by a slash. */
  signDownload(url: string, lifetimeSeconds: number): Promise<string> {
    return this.#sign("storage-download", { url }, lifetimeSeconds);
  }

  signUpload(claims: UploadClaims, lifetimeSeconds: number): Promise<string> {
    return this.#sign("storage-upload", claims, lifetimeSeconds);
  }

  async verifyDownload(token: string, url: string): Promise<void> {
    const claims = DownloadClaims.parse(await this.#verify("storage-download", token));
    if (claims.url !== url) throw invalidToken("The signature is for another object");
  }

  async verifyUpload(token: string, url: string): Promise<UploadClaims> {
    const claims = UploadClaims.parse(await this.#verify("storage-upload", token));
    if (claims.url !== url) throw invalidToken("The signature is for another object");
    return claims;
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

  async #verify(purpose: Purpose, token: string): Promise<unknown> {
    try {
      const options = { algorithms: ["HS256"], audience: purpose, requiredClaims: ["exp"] };
      return (await jwtVerify(token, this.#secret, options)).payload;
    } catch (error) {
      const isOver = error instanceof Error && error.name === "JWTExpired";
      throw invalidToken(isOver ? '"exp" claim timestamp check failed' : "Invalid Compact JWS");
    }
  }
}
