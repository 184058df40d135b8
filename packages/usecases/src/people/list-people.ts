import { OrgRole } from "@byteos/contracts/role";
import { asUser } from "@byteos/db/as-user";
import {
  type InvitationRow,
  invitationRepository,
} from "@byteos/db/repositories/invitation.repository";
import { memberRepository, type MemberRow } from "@byteos/db/repositories/member.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const ListPeopleInput = z.strictObject({
  search: z.string().max(200).default(""),
  role: OrgRole.nullable().default(null),
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(1).max(200).default(50),
});

export interface PeoplePage {
  readonly members: MemberRow[];
  /** Members that match, on all pages. */
  readonly total: number;
  readonly countByRole: Readonly<Record<OrgRole, number>>;
  /** Open invitations, those that ran out included, newest first. */
  readonly invitations: readonly (InvitationRow & { readonly isExpired: boolean })[];
}

export async function listPeople({ ctx, input }: UseCase): Promise<PeoplePage> {
  requireCapability(ctx, "people.read");
  const { search, role, page, pageSize } = ListPeopleInput.parse(input);
  const { orgId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const { rows, total } = await memberRepository.list(tx, {
      search,
      role,
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    const invitations = await invitationRepository.listOpen(tx, orgId);
    const now = new Date();
    return {
      members: rows,
      total,
      countByRole: await memberRepository.countByRole(tx),
      invitations: invitations.map((row) => ({ ...row, isExpired: row.expiresAt <= now })),
    };
  });
}
