"use server";

import { invitePeople, type InvitationOutcome } from "@byteos/usecases/people/invite-people";
import { removeMember } from "@byteos/usecases/people/remove-member";
import { resendInvitation } from "@byteos/usecases/people/resend-invitation";
import { revokeInvitation } from "@byteos/usecases/people/revoke-invitation";
import { setRole } from "@byteos/usecases/people/set-role";
import { revalidatePath } from "next/cache";
import { invitationMeans } from "../../lib/invitation-means.ts";
import { type ActionResult, runMemberAction } from "../../lib/member-action.ts";

async function runPeopleAction<T>(
  name: string,
  work: Parameters<typeof runMemberAction<T>>[1],
): Promise<ActionResult<T>> {
  const result = await runMemberAction(name, work);
  revalidatePath("/people");
  return result;
}

export async function invitePeopleAction(
  input: unknown,
): Promise<ActionResult<InvitationOutcome[]>> {
  return runPeopleAction("people.invite", (ctx) =>
    invitePeople({ ctx, input, ...invitationMeans() }),
  );
}

export async function resendInvitationAction(
  input: unknown,
): Promise<ActionResult<{ outcome: "invited" | "mail-failed" }>> {
  return runPeopleAction("people.resend-invitation", (ctx) =>
    resendInvitation({ ctx, input, ...invitationMeans() }),
  );
}

export async function revokeInvitationAction(input: unknown): Promise<ActionResult<void>> {
  return runPeopleAction("people.revoke-invitation", (ctx) => revokeInvitation({ ctx, input }));
}

export async function setRoleAction(input: unknown): Promise<ActionResult<void>> {
  return runPeopleAction("people.set-role", (ctx) => setRole({ ctx, input }));
}

export async function removeMemberAction(input: unknown): Promise<ActionResult<void>> {
  return runPeopleAction("people.remove", (ctx) => removeMember({ ctx, input }));
}
