import { OrgId } from "@byteos/contracts/ids";
import { OrgRole } from "@byteos/contracts/role";
import type { Tx } from "../transaction.ts";

export interface MemberRef {
  readonly orgId: string;
  readonly userId: string;
}

export interface Membership {
  readonly orgId: OrgId;
  readonly role: OrgRole;
}

export interface MyOrganisation {
  readonly orgId: OrgId;
  readonly name: string;
  readonly slug: string;
  readonly role: OrgRole;
}

/** In the organisation the person acts in. */
export interface MemberListQuery {
  /** Part of a name or of an address; empty for everyone. */
  readonly search: string;
  readonly role: OrgRole | null;
  readonly skip: number;
  readonly take: number;
}

export interface MemberRow {
  readonly userId: string;
  readonly fullName: string;
  readonly email: string;
  readonly role: OrgRole;
  readonly joinedAt: Date;
  readonly enrolled: number;
  readonly completed: number;
  readonly lastActiveAt: Date | null;
}

export interface AccountRow {
  readonly fullName: string;
  readonly organisationName: string;
  readonly branding: unknown;
}

export const memberRepository = {
  /** What every page shows of the person and of where they act, in one round trip. */
  async findAccount(
    tx: Tx,
    { userId, orgId }: { userId: string; orgId: string },
  ): Promise<AccountRow | null> {
    const [row] = await tx.$queryRaw<AccountRow[]>`
      select p.full_name as "fullName", o.name as "organisationName", o.branding
      from profiles p cross join organisations o
      where p.id = ${userId}::uuid and o.id = ${orgId}::uuid`;
    return row ?? null;
  },

  /**
   * The membership a person acts under: that of the preferred organisation, else of their profile's, else
   * their oldest. Null when the person has no profile or is being erased; a null membership when they belong nowhere.
   */
  async findActing(
    tx: Tx,
    { userId, preferredOrgId }: { userId: string; preferredOrgId: string | null },
  ): Promise<{ membership: Membership | null; hasSecondStep: boolean } | null> {
    const [row] = await tx.$queryRaw<
      { orgId: string | null; role: string | null; hasSecondStep: boolean }[]
    >`
      select m.org_id as "orgId", m.role, app.has_second_step() as "hasSecondStep"
      from profiles p left join org_members m on m.user_id = p.id
      where p.id = ${userId}::uuid
        and not exists (select from account_erasures e where e.user_id = p.id)
      order by (m.org_id = ${preferredOrgId}::uuid) desc nulls last, (m.org_id = p.org_id) desc nulls last,
        m.joined_at, m.id
      limit 1`;
    if (row === undefined) return null;
    const { hasSecondStep } = row;
    if (row.orgId === null) return { membership: null, hasSecondStep };
    const membership = { orgId: OrgId.parse(row.orgId), role: OrgRole.parse(row.role) };
    return { membership, hasSecondStep };
  },

  async listOrganisations(tx: Tx, userId: string): Promise<MyOrganisation[]> {
    return tx.$queryRaw<MyOrganisation[]>`
      select o.id as "orgId", o.name, o.slug, m.role
      from org_members m join organisations o on o.id = m.org_id
      where m.user_id = ${userId}::uuid
      order by lower(o.name), o.id`;
  },

  /** A page of members by name, for managers and admins; nothing for others. */
  async list(tx: Tx, query: MemberListQuery): Promise<{ rows: MemberRow[]; total: number }> {
    const { role, skip, take } = query;
    const page = await tx.$queryRaw<(MemberRow & { role: string; matching: number })[]>`
      select user_id as "userId", full_name as "fullName", email, role, joined_at as "joinedAt",
        enrolled, completed, last_active_at as "lastActiveAt", matching
      from app.people_page(${query.search.trim()}, ${role}, ${take}::int, ${skip}::int)`;
    return {
      rows: page.map((row) => ({ ...row, role: OrgRole.parse(row.role) })),
      total: page[0]?.matching ?? 0,
    };
  },

  /** Of the organisation the person acts in, for managers and admins; noughts for others. */
  async countByRole(tx: Tx): Promise<Record<OrgRole, number>> {
    const groups = await tx.$queryRaw<{ role: string; members: number }[]>`
      select role, members from app.member_counts()`;
    const counts = { admin: 0, manager: 0, creator: 0, learner: 0 };
    for (const { role, members } of groups) counts[OrgRole.parse(role)] = members;
    return counts;
  },

  async find(tx: Tx, { orgId, userId }: MemberRef): Promise<{ id: string; role: OrgRole } | null> {
    const row = await tx.orgMember.findUnique({
      where: { orgId_userId: { orgId, userId } },
      select: { id: true, role: true },
    });
    return row === null ? null : { id: row.id, role: OrgRole.parse(row.role) };
  },

  /** The colleague who signs in with this address, for managers and admins. */
  async findByAddress(tx: Tx, email: string): Promise<string | null> {
    const [row] = await tx.$queryRaw<{ userId: string }[]>`
      select user_id as "userId" from app.member_addresses() where lower(email) = lower(${email}) limit 1`;
    return row?.userId ?? null;
  },

  /** Needs the service's rights. Somebody who is a member already keeps the role they have. */
  async addOnce(tx: Tx, { orgId, userId }: MemberRef, role: OrgRole): Promise<boolean> {
    const { count } = await tx.orgMember.createMany({
      data: [{ orgId, userId, role }],
      skipDuplicates: true,
    });
    return count === 1;
  },

  async setRole(tx: Tx, { orgId, userId }: MemberRef, role: OrgRole): Promise<boolean> {
    const { count } = await tx.orgMember.updateMany({ where: { orgId, userId }, data: { role } });
    return count === 1;
  },

  async remove(tx: Tx, { orgId, userId }: MemberRef): Promise<boolean> {
    const { count } = await tx.orgMember.deleteMany({ where: { orgId, userId } });
    return count === 1;
  },
};
