import type { SecondStepState } from "@byteos/integrations/auth/second-step";
import { createSupabaseSecondStep } from "@byteos/integrations/auth/supabase-second-step";
import { redirect } from "next/navigation";
import { getRequestContext, isSecondStepOwed } from "../../lib/session.ts";
import { supabaseForSignIn } from "../../lib/supabase.ts";

export async function loadSecondStep(): Promise<SecondStepState> {
  return createSupabaseSecondStep(await supabaseForSignIn()).load();
}

/** For the page that asks for it: anyone else goes where they were going, or signs in first. */
export async function requireSecondStepOwed(next: string): Promise<void> {
  if (await isSecondStepOwed()) return;
  const { actor } = await getRequestContext();
  redirect(actor.kind === "public" ? `/sign-in?next=${encodeURIComponent(next)}` : next);
}
