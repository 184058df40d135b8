"use server";

import { updateBranding } from "@byteos/usecases/organisation/update-branding";
import { updateOrganisation } from "@byteos/usecases/organisation/update-organisation";
import { revalidatePath } from "next/cache";
import { type ActionResult, runMemberAction } from "../../lib/member-action.ts";

export async function updateOrganisationAction(input: unknown): Promise<ActionResult<null>> {
  const result = await runMemberAction("organisation.update", async (ctx) => {
    await updateOrganisation({ ctx, input });
    return null;
  });
  revalidatePath("/", "layout");
  return result;
}

export async function updateBrandingAction(input: unknown): Promise<ActionResult<null>> {
  const result = await runMemberAction("organisation.update-branding", async (ctx) => {
    await updateBranding({ ctx, input });
    return null;
  });
  revalidatePath("/", "layout");
  return result;
}
