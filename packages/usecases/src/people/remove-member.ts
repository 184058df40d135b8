import { AppError } from "@byteos/contracts/errors";
import { UserId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { memberRepository } from "@byteos/db/repositories/member.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const RemoveMemberInput = z.strictObject({ userId: UserId });

/**
 * Ends a membership. What the person learned and earned stays theirs. Throws precondition
 * `organisation.last-admin` when nobody else could administer.
 */
export async function removeMember({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "people.set-role");
  const { userId } = RemoveMemberInput.parse(input);
  const member = { orgId: ctx.actor.orgId, userId };
  await asUser(ctx, async (tx) => {
    const before = await memberRepository.find(tx, member);
    if (before === null || !(await memberRepository.remove(tx, member))) {
      throw new AppError("not_found", "people.member-not-found", "This person is not a member");
    }
    await recordAudit(tx, ctx, {
      action: "people.remove",
      targetType: "member",
      targetId: userId,
      details: { role: before.role },
    });
  });
}
