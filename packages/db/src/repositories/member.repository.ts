import { OrgId } from "@byteos/contracts/ids";
import { OrgRole } from "@byteos/contracts/role";
import { Prisma } from "../generated/client.ts";
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

export interface MemberListQuery {
  readonly orgId: string;
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

export const memberRepository = {
  /**
   * The membership a person acts under: that of the preferred organisation, else of their profile's, else
   * their oldest. Null when the person has no profile; a null membership when they belong nowhere.
   */
  async findActing(
    tx: Tx,
    { userId, preferredOrgId }: { userId: string; preferredOrgId: string | null },
  ): Promise<{ membership: Membership | null } | null> {
    const [row] = await tx.$queryRaw<{ orgId: string | null; role: string | null }[]>`
      select m.org_id as "orgId", m.role
      from profiles p left join org_members m on m.user_id = p.id
      where p.id = ${userId}::uuid
      order by (m.org_id = ${preferredOrgId}::uuid) desc nulls last, (m.org_id = p.org_id) desc nulls last,
        m.joined_at, m.id
      limit 1`;
    if (row === undefined) return null;
    if (row.orgId === null) return { membership: null };
    return { membership: { orgId: OrgId.parse(row.orgId), role: OrgRole.parse(row.role) } };
  },

  async listOrganisations(tx: Tx, userId: string): Promise<MyOrganisation[]> {
    return tx.$queryRaw<MyOrganisation[]>`
      select o.id as "orgId", o.name, o.slug, m.role
      from org_members m join organisations o on o.id = m.org_id
      where m.user_id = ${userId}::uuid
      order by lower(o.name), o.id`;
  },

  /** Addresses are kept by the auth service; a function shows managers and admins those of their own people. */
  async list(tx: Tx, query: MemberListQuery): Promise<{ rows: MemberRow[]; total: number }> {
    const text = query.search.trim();
    const like = `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    const matches =
      text === ""
        ? Prisma.empty
        : Prisma.sql`and (p.full_name ilike ${like} or a.email ilike ${like})`;
    const hasRole = query.role === null ? Prisma.empty : Prisma.sql`and m.role = ${query.role}`;
    const rows = await tx.$queryRaw<(MemberRow & { total: number })[]>`
      with page as (
        select m.user_id, p.full_name, a.email, m.role, m.joined_at, count(*) over ()::int as total
        from org_members m
        join profiles p on p.id = m.user_id
        left join app.member_addresses() a on a.user_id = m.user_id
        where m.org_id = ${query.orgId}::uuid ${matches} ${hasRole}
        order by lower(coalesce(nullif(p.full_name, ''), a.email)), m.user_id
        limit ${query.take} offset ${query.skip}
      )
      select page.user_id as "userId", page.full_name as "fullName", coalesce(page.email, '') as email,
        page.role, page.joined_at as "joinedAt", page.total,
        count(e.id)::int as enrolled, count(e.id) filter (where e.status = 'completed')::int as completed,
        max(e.last_active_at) as "lastActiveAt"
      from page
      left join enrollments e on e.user_id = page.user_id and e.org_id = ${query.orgId}::uuid
      group by page.user_id, page.full_name, page.email, page.role, page.joined_at, page.total
      order by lower(coalesce(nullif(page.full_name, ''), page.email)), page.user_id`;
    return { rows, total: rows[0]?.total ?? 0 };
  },

  async countByRole(tx: Tx, orgId: string): Promise<Record<OrgRole, number>> {
    const groups = await tx.orgMember.groupBy({ by: ["role"], where: { orgId }, _count: true });
    const counts = { admin: 0, manager: 0, creator: 0, learner: 0 };
    for (const group of groups) counts[OrgRole.parse(group.role)] = group._count;
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
