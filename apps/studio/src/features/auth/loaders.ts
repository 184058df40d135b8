import { linkTypes } from "@byteos/integrations/auth/auth-port";
import { createSupabaseAuth } from "@byteos/integrations/auth/supabase-auth";
import { createSupabaseSecondStep } from "@byteos/integrations/auth/supabase-second-step";
import { loadInvitation } from "@byteos/usecases/people/load-invitation";
import { z } from "zod";
import { env } from "../../env.ts";
import { getRequestContext } from "../../lib/session.ts";
import { supabaseForSignIn } from "../../lib/supabase.ts";

const ConfirmLink = z.union([
  z.object({ code: z.string().min(1).max(2_000) }),
  z.object({ token_hash: z.string().min(1).max(2_000), type: z.enum(linkTypes) }),
]);

/** Trades what a mailed link carries for a session, which may yet owe a second step. Throws AppError or ZodError. */
export async function confirmLink(
  parameters: Readonly<Record<string, string>>,
): Promise<{ isSecondStepOwed: boolean }> {
  const link = ConfirmLink.parse(parameters);
  const supabase = await supabaseForSignIn();
  const auth = createSupabaseAuth(supabase);
  if ("code" in link) await auth.exchangeCode(link.code);
  else await auth.verifyTokenHash({ tokenHash: link.token_hash, type: link.type });
  return { isSecondStepOwed: await createSupabaseSecondStep(supabase).isOwed() };
}

/** The invitation behind a link, who is signed in, and where learners go. */
export async function loadInvitationPage(token: string) {
  const ctx = await getRequestContext();
  const { actor } = ctx;
  return {
    invitation: await loadInvitation({ ctx, input: { token } }),
    signedInAs: actor.kind === "public" ? null : actor.email,
  };
}

export async function loadSignedInEmail(): Promise<string | null> {
  const { actor } = await getRequestContext();
  return actor.kind === "public" ? null : actor.email;
}

/** Whether someone signed in already belongs to an organisation. */
export async function loadIsMember(): Promise<boolean> {
  return (await getRequestContext()).actor.kind === "member";
}

export function learnUrl(): string {
  return env().LEARN_URL;
}
