import { createHash } from "node:crypto";
import { parseVerificationCode } from "@byteos/contracts/certificate";
import { AppError } from "@byteos/contracts/errors";
import type { RequestContext } from "@byteos/contracts/request-context";
import { asPublic } from "@byteos/db/as-public";
import { asService } from "@byteos/db/as-service";
import { certificationRepository } from "@byteos/db/repositories/certification.repository";
import { rateLimitRepository } from "@byteos/db/repositories/rate-limit.repository";
import { z } from "zod";
import type { UseCase } from "../use-case.ts";
import { type CertificateView, viewCertificate } from "./certificate-view.ts";

/** Checks one address may make in a minute before it has to wait. */
export const checksPerMinute = 30;

export const VerifyCertificateInput = z.strictObject({ code: z.string().max(200) });

export type Verification =
  | { readonly outcome: "found"; readonly certificate: CertificateView }
  /** Nothing that could be a code was given. */
  | { readonly outcome: "malformed" }
  | { readonly outcome: "unknown" }
  | { readonly outcome: "limited"; readonly retryAfterSecs: number };

/**
 * Whether a certificate is genuine, for anyone who holds its code. Only well-formed codes are looked up,
 * each counted against the caller's address; the address itself is not stored, only its hash for the window.
 */
export async function verifyCertificate({
  ctx,
  input,
  learnUrl,
}: UseCase<unknown, RequestContext> & { learnUrl: string }): Promise<Verification> {
  const parsed = VerifyCertificateInput.safeParse(input);
  if (!parsed.success) {
    throw new AppError(
      "validation",
      "certificate.invalid-code",
      "This is not a certificate code.",
      {
        cause: parsed.error,
      },
    );
  }
  const verificationCode = parseVerificationCode(parsed.data.code);
  if (verificationCode === null) return { outcome: "malformed" };
  const windowSecs = 60;
  const address = createHash("sha256")
    .update(ctx.clientAddress ?? "unknown")
    .digest("base64url");
  const hits = await asService("count a certificate check against its address", (tx) =>
    rateLimitRepository.hit(tx, { bucket: `verify:${address.slice(0, 22)}`, windowSecs }),
  );
  if (hits > checksPerMinute) return { outcome: "limited", retryAfterSecs: windowSecs };
  const row = await asPublic(ctx, (tx) =>
    certificationRepository.findByCode(tx, { verificationCode }),
  );
  if (row === null) return { outcome: "unknown" };
  return { outcome: "found", certificate: viewCertificate(row, learnUrl) };
}
