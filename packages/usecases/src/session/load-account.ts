import { AppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { asUser } from "@byteos/db/as-user";
import { memberRepository } from "@byteos/db/repositories/member.repository";
import { Branding } from "../organisation/organisation-shape.ts";

export interface AccountView {
  readonly fullName: string;
  readonly email: string;
  readonly organisationName: string;
  readonly branding: Branding;
}

/** Who is signed in and where they act, for the frame of every page. Throws `unauthorized`. */
export async function loadAccount({ ctx }: { ctx: MemberContext }): Promise<AccountView> {
  const { userId, orgId, email } = ctx.actor;
  const row = await asUser(ctx, (tx) => memberRepository.findAccount(tx, { userId, orgId }));
  if (row === null) {
    throw new AppError("unauthorized", "session.ended", "This account no longer exists");
  }
  return {
    fullName: row.fullName,
    email,
    organisationName: row.organisationName,
    branding: Branding.safeParse(row.branding).data ?? Branding.parse({}),
  };
}
