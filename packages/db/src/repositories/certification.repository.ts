import { CertificateSnapshot, type CertificateState } from "@byteos/contracts/certificate";
import { Prisma } from "../generated/client.ts";
import type { Tx } from "../transaction.ts";

export interface PublicCertification {
  readonly snapshot: CertificateSnapshot;
  readonly issuedAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly verificationCode: string;
}

export interface CertificationRow extends PublicCertification {
  readonly id: string;
  readonly orgId: string;
  readonly userId: string;
  readonly courseId: string | null;
}

export interface NewCertification {
  readonly orgId: string;
  readonly userId: string;
  readonly courseId: string;
  readonly courseVersionId: string;
  readonly enrollmentId: string;
  readonly snapshot: CertificateSnapshot;
  readonly expiresAt: Date | null;
  readonly verificationCode: string;
}

export type CertificateCheck =
  | { readonly outcome: "found"; readonly certification: PublicCertification }
  | { readonly outcome: "unknown" | "limited" };

interface CheckRow extends Omit<PublicCertification, "snapshot"> {
  readonly outcome: "found" | "unknown" | "limited";
  readonly snapshot: unknown;
}

export interface IssuedRow extends Omit<PublicCertification, "snapshot"> {
  readonly id: string;
  readonly recipientName: string;
  readonly title: string;
}

interface IssuedFilter {
  readonly orgId: string;
  /** In the name of the person or the course; empty for all. */
  readonly search: string;
  readonly now: Date;
}
interface Slice {
  readonly skip: number;
  readonly take: number;
}

const stateOf = (now: Date) => Prisma.sql`
  case when c.revoked_at is not null then 'revoked' when c.expires_at <= ${now} then 'expired' else 'valid' end`;

function issuedFilter({ orgId, search }: IssuedFilter): Prisma.Sql {
  const words = search.trim();
  if (words === "") return Prisma.sql`c.org_id = ${orgId}::uuid`;
  const pattern = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`c.org_id = ${orgId}::uuid
    and (c.snapshot ->> 'recipientName' ilike ${pattern} or c.snapshot ->> 'title' ilike ${pattern})`;
}

const columns = {
  id: true,
  orgId: true,
  userId: true,
  courseId: true,
  snapshot: true,
  issuedAt: true,
  expiresAt: true,
  revokedAt: true,
  verificationCode: true,
} as const;

function read<T extends { snapshot: unknown }>(row: T): T & { snapshot: CertificateSnapshot } {
  return { ...row, snapshot: CertificateSnapshot.parse(row.snapshot) };
}

export const certificationRepository = {
  /** The new certificate's id, or null when this enrolment has one already. */
  async addOnce(tx: Tx, row: NewCertification): Promise<string | null> {
    const [added] = await tx.$queryRaw<{ id: string }[]>`
      insert into certifications (org_id, user_id, course_id, course_version_id, enrollment_id, snapshot,
        expires_at, verification_code)
      values (${row.orgId}::uuid, ${row.userId}::uuid, ${row.courseId}::uuid, ${row.courseVersionId}::uuid,
        ${row.enrollmentId}::uuid, ${JSON.stringify(row.snapshot)}::jsonb, ${row.expiresAt},
        ${row.verificationCode})
      on conflict (enrollment_id) do nothing
      returning id`;
    return added?.id ?? null;
  },

  /** What a certificate says beside the course: who gets it, from whom, and the course's own settings. */
  async findIssuer(
    tx: Tx,
    { orgId, userId, courseId }: { orgId: string; userId: string; courseId: string },
  ): Promise<{ recipientName: string; organisationName: string; courseSettings: unknown } | null> {
    const [row] = await tx.$queryRaw<
      { recipientName: string; organisationName: string; courseSettings: unknown }[]
    >`
      select p.full_name as "recipientName", o.name as "organisationName", c.settings as "courseSettings"
      from courses c join organisations o on o.id = c.org_id join profiles p on p.id = ${userId}::uuid
      where c.id = ${courseId}::uuid and c.org_id = ${orgId}::uuid`;
    return row ?? null;
  },

  async findForEnrollment(
    tx: Tx,
    { orgId, enrollmentId }: { orgId: string; enrollmentId: string },
  ): Promise<CertificationRow | null> {
    const row = await tx.certification.findFirst({
      where: { orgId, enrollmentId },
      select: columns,
    });
    return row === null ? null : read(row);
  },

  async find(
    tx: Tx,
    { orgId, certificateId }: { orgId: string; certificateId: string },
  ): Promise<CertificationRow | null> {
    const row = await tx.certification.findFirst({
      where: { orgId, id: certificateId },
      select: columns,
    });
    return row === null ? null : read(row);
  },

  async listForLearner(
    tx: Tx,
    { orgId, userId }: { orgId: string; userId: string },
  ): Promise<CertificationRow[]> {
    const rows = await tx.certification.findMany({
      where: { orgId, userId },
      select: columns,
      orderBy: { issuedAt: "desc" },
      take: 200,
    });
    return rows.map(read);
  },

  /** Latest first. Of what a certificate says only its names are read: some say much. */
  async listIssued(
    tx: Tx,
    { state, skip, take, ...found }: IssuedFilter & { state: CertificateState | null } & Slice,
  ): Promise<IssuedRow[]> {
    const inState =
      state === null ? Prisma.empty : Prisma.sql`and ${stateOf(found.now)} = ${state}`;
    return tx.$queryRaw<IssuedRow[]>`
      select c.id, c.snapshot ->> 'recipientName' as "recipientName", c.snapshot ->> 'title' as title,
        c.issued_at as "issuedAt", c.expires_at as "expiresAt", c.revoked_at as "revokedAt",
        c.verification_code as "verificationCode"
      from certifications c where ${issuedFilter(found)} ${inState}
      order by c.issued_at desc, c.id limit ${take}::int offset ${skip}::int`;
  },

  async countIssued(tx: Tx, found: IssuedFilter): Promise<Record<CertificateState, number>> {
    const rows = await tx.$queryRaw<{ state: CertificateState; count: number }[]>`
      select ${stateOf(found.now)} as state, count(*)::int as count
      from certifications c where ${issuedFilter(found)} group by 1`;
    const counts = { valid: 0, expired: 0, revoked: 0 };
    for (const { state, count } of rows) counts[state] = count;
    return counts;
  },

  /**
   * What anyone with the code may see; ids of people are not among it. Each check counts against `caller`,
   * an address of which only the hash is kept.
   */
  async checkByCode(
    tx: Tx,
    { verificationCode, caller }: { verificationCode: string; caller: string },
  ): Promise<CertificateCheck> {
    const [row] = await tx.$queryRaw<CheckRow[]>`
      select outcome, snapshot, issued_at as "issuedAt", expires_at as "expiresAt",
        revoked_at as "revokedAt", verification_code as "verificationCode"
      from app.check_certificate(${verificationCode}, ${caller})`;
    if (row === undefined || row.outcome === "unknown") return { outcome: "unknown" };
    if (row.outcome === "limited") return { outcome: "limited" };
    return { outcome: "found", certification: read(row) };
  },

  /** False when it was revoked before; the first time and reason stand. */
  async revokeOnce(
    tx: Tx,
    { orgId, certificateId, reason }: { orgId: string; certificateId: string; reason: string },
  ): Promise<boolean> {
    const { count } = await tx.certification.updateMany({
      where: { orgId, id: certificateId, revokedAt: null },
      data: { revokedAt: new Date(), revokedReason: reason },
    });
    return count === 1;
  },
};
