import { AppError } from "@byteos/contracts/errors";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { certificationRepository } from "@byteos/db/repositories/certification.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const RevokeCertificateInput = z.strictObject({
  certificateId: z.uuid(),
  reason: z.string().trim().min(1).max(500),
});

/** Takes a certificate of the organisation back, for good. Doing it again changes nothing. */
export async function revokeCertificate({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "organisation.configure");
  const { certificateId, reason } = RevokeCertificateInput.parse(input);
  const { orgId } = ctx.actor;
  await asUser(ctx, async (tx) => {
    const row = await certificationRepository.find(tx, { orgId, certificateId });
    if (row === null) {
      throw new AppError("not_found", "certificate.not-found", "This certificate does not exist.");
    }
    const isRevoked = await elevated(tx, "revoke a certificate", () =>
      certificationRepository.revokeOnce(tx, { orgId, certificateId, reason }),
    );
    if (!isRevoked) return;
    await recordAudit(tx, ctx, {
      action: "certificate.revoke",
      targetType: "certificate",
      targetId: certificateId,
      details: {},
    });
  });
}
