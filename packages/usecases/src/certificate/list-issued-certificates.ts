import { CertificateState } from "@byteos/contracts/certificate";
import { asUser } from "@byteos/db/as-user";
import {
  certificationRepository,
  type IssuedRow,
} from "@byteos/db/repositories/certification.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { certificateState, verificationUrl } from "./certificate-view.ts";

export const certificatesPerPage = 25;

export const ListIssuedCertificatesInput = z.object({
  search: z.string().max(200).catch(""),
  state: CertificateState.nullable().catch(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

export interface IssuedCertificate {
  readonly id: string;
  readonly recipientName: string;
  readonly title: string;
  readonly state: CertificateState;
  readonly issuedAt: Date;
  readonly expiresAt: Date | null;
  readonly verificationUrl: string;
}

export interface IssuedCertificates {
  readonly certificates: readonly IssuedCertificate[];
  /** By state, of those that the search finds. */
  readonly counts: Readonly<Record<CertificateState, number>>;
  readonly page: number;
  readonly total: number;
}

/** One page of the organisation's certificates, latest first, for those who look after its people. */
export async function listIssuedCertificates({
  ctx,
  input,
  learnUrl,
}: UseCase & { learnUrl: string }): Promise<IssuedCertificates> {
  requireCapability(ctx, "people.read");
  const { search, state, page } = ListIssuedCertificatesInput.parse(input);
  const { orgId } = ctx.actor;
  const now = new Date();
  return asUser(ctx, async (tx) => {
    const found = { orgId, search, now };
    const counts = await certificationRepository.countIssued(tx, found);
    const total = state === null ? counts.valid + counts.expired + counts.revoked : counts[state];
    const shown = Math.min(page, Math.max(1, Math.ceil(total / certificatesPerPage)));
    const rows = await certificationRepository.listIssued(tx, {
      ...found,
      state,
      skip: (shown - 1) * certificatesPerPage,
      take: certificatesPerPage,
    });
    const certificates = rows.map((row) => describeIssued(row, { learnUrl, now }));
    return { certificates, counts, page: shown, total };
  });
}

export function describeIssued(
  row: IssuedRow,
  { learnUrl, now }: { learnUrl: string; now: Date },
): IssuedCertificate {
  const { id, recipientName, title, issuedAt, expiresAt } = row;
  return {
    id,
    recipientName,
    title,
    state: certificateState(row, now),
    issuedAt,
    expiresAt,
    verificationUrl: verificationUrl(learnUrl, row.verificationCode),
  };
}
