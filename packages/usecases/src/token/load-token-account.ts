import { AppError } from "@byteos/contracts/errors";
import { asUser } from "@byteos/db/as-user";
import { organisationRepository } from "@byteos/db/repositories/organisation.repository";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export interface TokenAccount {
  readonly email: string;
  readonly organisation: { readonly slug: string; readonly name: string };
}

/** Whom a program acts as, and where. */
export async function loadTokenAccount({ ctx }: Pick<UseCase, "ctx">): Promise<TokenAccount> {
  requireCapability(ctx, "course.take");
  const { orgId, email } = ctx.actor;
  const found = await asUser(ctx, (tx) => organisationRepository.find(tx, orgId));
  if (found === null) {
    throw new AppError("unauthorized", "session.ended", "This account no longer exists");
  }
  return { email, organisation: { slug: found.slug, name: found.name } };
}
