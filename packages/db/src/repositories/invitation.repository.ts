import { OrgRole } from "@byteos/contracts/role";
import type { Tx } from "../transaction.ts";

export const invitationStates = ["open", "accepted", "revoked", "expired"] as const;
export type InvitationState = (typeof invitationStates)[number];

export interface InvitationRef {
  readonly orgId: string;
  readonly invitationId: string;
}

export interface NewInvitation {
  readonly orgId: string;
  readonly email: string;
  readonly role: OrgRole;
  readonly tokenHash: string;
  readonly invitedBy: string;
  readonly expiresAt: Date;
}

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly role: OrgRole;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly invitedBy: string | null;
}

export interface InvitationByToken {
  readonly id: string;
  readonly organisationName: string;
  readonly email: string;
  readonly role: OrgRole;
  readonly state: InvitationState;
  readonly expiresAt: Date;
}

const open = { acceptedAt: null, revokedAt: null } as const;
const columns = {
  id: true,
  email: true,
  role: true,
  createdAt: true,
  expiresAt: true,
  invitedBy: true,
} as const;

const read = <T extends { role: string }>(row: T) => ({ ...row, role: OrgRole.parse(row.role) });

export const invitationRepository = {
  /** Neither accepted nor revoked, newest first; some may have run out. */
  async listOpen(tx: Tx, orgId: string): Promise<InvitationRow[]> {
    const rows = await tx.invitation.findMany({
      where: { orgId, ...open },
      select: columns,
      orderBy: { createdAt: "desc" },
      take: 500,
    });
    return rows.map(read);
  },

  async findOpen(tx: Tx, { orgId, invitationId }: InvitationRef): Promise<InvitationRow | null> {
    const row = await tx.invitation.findFirst({
      where: { id: invitationId, orgId, ...open },
      select: columns,
    });
    return row === null ? null : read(row);
  },

  async findOpenByEmail(
    tx: Tx,
    { orgId, email }: { orgId: string; email: string },
  ): Promise<InvitationRow | null> {
    const row = await tx.invitation.findFirst({
      where: { orgId, email: { equals: email, mode: "insensitive" }, ...open },
      select: columns,
    });
    return row === null ? null : read(row);
  },

  async add(tx: Tx, invitation: NewInvitation): Promise<string> {
    const row = await tx.invitation.create({ data: invitation, select: { id: true } });
    return row.id;
  },

  /** A new token: links sent before stop working. */
  async renew(
    tx: Tx,
    { orgId, invitationId }: InvitationRef,
    { tokenHash, expiresAt }: { tokenHash: string; expiresAt: Date },
  ): Promise<boolean> {
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, orgId, ...open },
      data: { tokenHash, expiresAt },
    });
    return count === 1;
  },

  async revoke(tx: Tx, { orgId, invitationId }: InvitationRef): Promise<boolean> {
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, orgId, ...open },
      data: { revokedAt: new Date() },
    });
    return count === 1;
  },

  /** What the page behind the link shows; the token is the right to see it. */
  async findByTokenHash(tx: Tx, tokenHash: string): Promise<InvitationByToken | null> {
    const [row] = await tx.$queryRaw<InvitationByToken[]>`
      select id, organisation_name as "organisationName", email, role, state, expires_at as "expiresAt"
      from app.invitation_by_token_hash(${tokenHash})`;
    return row ?? null;
  },

  /** Takes an open invitation, once. Needs the service's rights: the invited person has none there yet. */
  async accept(
    tx: Tx,
    { tokenHash, userId }: { tokenHash: string; userId: string },
  ): Promise<{ id: string; orgId: string; role: OrgRole } | null> {
    const [row] = await tx.$queryRaw<{ id: string; orgId: string; role: string }[]>`
      update invitations set accepted_at = now(), accepted_by = ${userId}::uuid
      where token_hash = ${tokenHash} and accepted_at is null and revoked_at is null and expires_at > now()
      returning id, org_id as "orgId", role`;
    return row === undefined ? null : read(row);
  },
};
