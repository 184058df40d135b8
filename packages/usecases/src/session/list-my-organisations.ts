import type { MemberActor, RequestContext, UserActor } from "@byteos/contracts/request-context";
import { asUser } from "@byteos/db/as-user";
import { memberRepository, type MyOrganisation } from "@byteos/db/repositories/member.repository";

/** Every organisation the person belongs to, by name, for choosing where to work. */
export function listMyOrganisations({
  ctx,
}: {
  ctx: RequestContext<MemberActor | UserActor>;
}): Promise<MyOrganisation[]> {
  return asUser(ctx, (tx) => memberRepository.listOrganisations(tx, ctx.actor.userId));
}
