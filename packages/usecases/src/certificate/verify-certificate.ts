import { certificateChecksWindowSecs, parseVerificationCode } from "@byteos/contracts/certificate";
import { AppError } from "@byteos/contracts/errors";
import type { RequestContext } from "@byteos/contracts/request-context";
import { asPublic } from "@byteos/db/as-public";
import { certificationRepository } from "@byteos/db/repositories/certification.repository";
import { z } from "zod";
import type { UseCase } from "../use-case.ts";
import { type CertificateView, viewCertificate } from "./certificate-view.ts";

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
  const caller = ctx.clientAddress ?? "unknown";
  const check = await asPublic(ctx, (tx) =>
    certificationRepository.checkByCode(tx, { verificationCode, caller }),
  );
  switch (check.outcome) {
    case "limited":
      return { outcome: "limited", retryAfterSecs: certificateChecksWindowSecs };
    case "unknown":
      return { outcome: "unknown" };
    case "found":
      return { outcome: "found", certificate: viewCertificate(check.certification, learnUrl) };
  }
}
