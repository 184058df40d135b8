import type { RequestContext } from "@byteos/contracts/request-context";
import { asPublic } from "@byteos/db/as-public";
import {
  type InvitationByToken,
  invitationRepository,
} from "@byteos/db/repositories/invitation.repository";
import { z } from "zod";
import type { UseCase } from "../use-case.ts";
import { hashInvitationToken } from "./invitation-token.ts";

export const InvitationToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export const LoadInvitationInput = z.strictObject({ token: z.string().max(200) });

/** What the page behind an invitation's link shows, with or without an account; null for an unknown link. */
export async function loadInvitation({
  ctx,
  input,
}: UseCase<unknown, RequestContext>): Promise<InvitationByToken | null> {
  const token = InvitationToken.safeParse(LoadInvitationInput.parse(input).token);
  if (!token.success) return null;
  return asPublic(ctx, (tx) =>
    invitationRepository.findByTokenHash(tx, hashInvitationToken(token.data)),
  );
}
