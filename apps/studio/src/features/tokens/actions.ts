"use server";

import {
  createAccessToken,
  revokeAccessToken,
  type CreatedToken,
} from "@byteos/usecases/token/manage-tokens";
import { revalidatePath } from "next/cache";
import { type ActionResult, runMemberAction } from "../../lib/member-action.ts";

/** The answer is the one time that the token is shown. */
export async function createTokenAction(input: unknown): Promise<ActionResult<CreatedToken>> {
  return runMemberAction("token.create", (ctx) => createAccessToken({ ctx, input }));
}

export async function revokeTokenAction(input: unknown): Promise<ActionResult<void>> {
  const result = await runMemberAction("token.revoke", (ctx) => revokeAccessToken({ ctx, input }));
  revalidatePath("/settings/tokens");
  return result;
}
