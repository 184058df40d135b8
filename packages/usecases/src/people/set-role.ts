import { AppError } from "@byteos/contracts/errors";
import { UserId } from "@byteos/contracts/ids";
import { OrgRole } from "@byteos/contracts/role";
import { asUser } from "@byteos/db/as-user";
import { memberRepository } from "@byteos/db/repositories/member.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const SetRoleInput = z.strictObject({ userId: UserId, role: OrgRole });

/** Gives a member another role. Throws precondition `organisation.last-admin` when nobody else could administer. */
export async function setRole({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "people.set-role");
  const { userId, role } = SetRoleInput.parse(input);
  const member = { orgId: ctx.actor.orgId, userId };
  await asUser(ctx, async (tx) => {
    const before = await memberRepository.find(tx, member);
    if (before === null) {
      throw new AppError("not_found", "people.member-not-found", "This person is not a member");
    }
    if (before.role === role) return;
    await memberRepository.setRole(tx, member, role);
    await recordAudit(tx, ctx, {
      action: "people.set-role",
      targetType: "member",
      targetId: userId,
      details: { from: before.role, to: role },
    });
  });
}
