import { asUser } from "@byteos/db/as-user";
import { certificationRepository } from "@byteos/db/repositories/certification.repository";
import { renderCsv } from "../analytics/render-csv.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { describeIssued } from "./list-issued-certificates.ts";

const mostRows = 50_000;

/** The organisation's certificates as a file, the latest 50,000; it names people, so it is recorded. */
export async function exportIssuedCertificates({
  ctx,
  learnUrl,
}: Pick<UseCase, "ctx"> & { learnUrl: string }): Promise<{ fileName: string; csv: string }> {
  requireCapability(ctx, "people.read");
  const { orgId } = ctx.actor;
  const now = new Date();
  const rows = await asUser(ctx, async (tx) => {
    const found = { orgId, search: "", state: null, now, skip: 0, take: mostRows };
    const issued = await certificationRepository.listIssued(tx, found);
    await recordAudit(tx, ctx, {
      action: "certificate.export",
      targetType: "organisation",
      targetId: orgId,
      details: { certificates: issued.length },
    });
    return issued;
  });
  const csv = renderCsv([
    ["person", "course", "issued", "valid_until", "state", "link"],
    ...rows.map((row) => {
      const { recipientName, title, issuedAt, expiresAt, state, ...rest } = describeIssued(row, {
        learnUrl,
        now,
      });
      return [
        recipientName,
        title,
        issuedAt.toISOString(),
        expiresAt?.toISOString() ?? "",
        state,
        rest.verificationUrl,
      ];
    }),
  ]);
  return { fileName: "certificates.csv", csv };
}
