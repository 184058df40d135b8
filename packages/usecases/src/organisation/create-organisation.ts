import { AppError } from "@byteos/contracts/errors";
import type { OrgId } from "@byteos/contracts/ids";
import type { MemberActor, RequestContext, UserActor } from "@byteos/contracts/request-context";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { organisationRepository } from "@byteos/db/repositories/organisation.repository";
import { rateLimitRepository } from "@byteos/db/repositories/rate-limit.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import type { UseCase } from "../use-case.ts";
import { makeSlug } from "./make-slug.ts";

export const CreateOrganisationInput = z.strictObject({
  name: z.string().trim().min(1, "Give your organisation a name").max(120),
  /** The wanted address; left out, one is made from the name. */
  slug: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "Use lower-case letters, digits and hyphens")
    .optional(),
});

const organisationsPerDay = 10;

/**
 * Makes an organisation with the caller as its admin. Throws conflict `organisation.address-taken` for an
 * address that was asked for and is in use.
 */
export async function createOrganisation({
  ctx,
  input,
}: UseCase<unknown, RequestContext<MemberActor | UserActor>>): Promise<{
  orgId: OrgId;
  slug: string;
}> {
  const { name, slug: asked } = CreateOrganisationInput.parse(input);
  const { userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const slug = await elevated(tx, "limit new organisations and find a free address", async () => {
      const bucket = `create-organisation:${userId}`;
      const hits = await rateLimitRepository.hit(tx, { bucket, windowSecs: 86_400 });
      if (hits > organisationsPerDay) {
        throw new AppError(
          "limit",
          "organisation.too-many",
          "Too many organisations were made today",
          {
            suggestion: "Try again tomorrow.",
          },
        );
      }
      const wanted = asked ?? makeSlug(name);
      const isFree = !(await organisationRepository.isSlugTaken(tx, wanted));
      if (!isFree && asked !== undefined) {
        throw new AppError("conflict", "organisation.address-taken", "This address is taken");
      }
      return isFree ? wanted : `${wanted.slice(0, 56)}-${crypto.randomUUID().slice(0, 6)}`;
    });
    const orgId = await organisationRepository.create(tx, { name, slug });
    await elevated(tx, "record the making of an organisation the claims do not name yet", () =>
      recordAudit(tx, ctx, {
        action: "organisation.create",
        targetType: "organisation",
        targetId: orgId,
        orgId,
      }),
    );
    return { orgId, slug };
  });
}
