import type { MemberActor, RequestContext, UserActor } from "@byteos/contracts/request-context";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { codeRepositoryRepository } from "@byteos/db/repositories/code-repository.repository";
import { profileRepository } from "@byteos/db/repositories/profile.repository";

/** Everything kept about the person who asks, as one JSON text for download. */
export async function exportMyData({
  ctx,
}: {
  ctx: RequestContext<MemberActor | UserActor>;
}): Promise<string> {
  const { userId, email } = ctx.actor;
  const kept = await asUser(ctx, async (tx) => ({
    ...(await profileRepository.exportOwn(tx, userId)),
    // In whichever of their organisations it is.
    ...(await elevated(tx, "export what a person keeps in repositories", () =>
      codeRepositoryRepository.exportOwn(tx, userId),
    )),
  }));
  const document = {
    exportedAt: new Date().toISOString(),
    account: { id: userId, email },
    ...kept,
  };
  return JSON.stringify(
    document,
    (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value),
    2,
  );
}
