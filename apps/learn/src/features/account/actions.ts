"use server";

import { isAppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { createSupabaseAuthAdmin } from "@byteos/integrations/auth/supabase-auth-admin";
import type { AuthFormState } from "@byteos/ui/patterns/auth/auth-form";
import { setTrainingConsent } from "@byteos/usecases/fine-tuning/consent";
import { eraseMe } from "@byteos/usecases/privacy/erase-me";
import { updateProfile } from "@byteos/usecases/profile/update-profile";
import { setNudges } from "@byteos/usecases/tutor/nudge-settings";
import { errorFields } from "@byteos/web/log";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { env } from "../../env.ts";
import { log } from "../../lib/log.ts";
import { requireMember } from "../../lib/session.ts";
import { supabaseForSignIn } from "../../lib/supabase.ts";

const NameForm = z.object({ fullName: z.string().trim().min(1, "Type your name.").max(200) });

export async function saveNameAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  const parsed = NameForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) {
    return { fieldErrors: { fullName: parsed.error.issues[0]?.message ?? "Type your name." } };
  }
  await updateProfile({ ctx: await requireMember(), input: parsed.data });
  revalidatePath("/", "layout");
  return { done: "Your name is saved. Certificates issued from now on carry it." };
}

const Choice = z.boolean();

/** False when it could not be kept. */
async function keepChoice(
  event: string,
  keep: (ctx: MemberContext) => Promise<void>,
): Promise<boolean> {
  const ctx = await requireMember();
  try {
    await keep(ctx);
  } catch (error) {
    log.error(event, { requestId: ctx.requestId, ...errorFields(error) });
    return false;
  }
  revalidatePath("/account");
  return true;
}

export async function setNudgesAction(value: unknown): Promise<boolean> {
  return keepChoice("tutor.set-nudges", (ctx) =>
    setNudges({ ctx, input: { isOn: Choice.parse(value) } }),
  );
}

export async function setTrainingConsentAction(value: unknown): Promise<boolean> {
  return keepChoice("training.set-consent", (ctx) =>
    setTrainingConsent({ ctx, input: { isGiven: Choice.parse(value) } }),
  );
}

const EraseForm = z.object({ confirmation: z.string().max(320) });

const eraseWords: Readonly<Record<string, string>> = {
  "privacy.confirmation-differs": "This is not the address of your account.",
  "organisation.last-admin":
    "You are the only admin of your organisation. Make somebody else an admin first.",
};

/** Deletes the account of the person who asks and ends their session. */
export async function eraseAccountAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  const ctx = await requireMember();
  const { requestId } = ctx;
  const input = EraseForm.parse(Object.fromEntries(form));
  const { SUPABASE_URL, SUPABASE_SECRET_KEY } = env();
  const authAdmin = createSupabaseAuthAdmin({
    supabaseUrl: SUPABASE_URL,
    secretKey: SUPABASE_SECRET_KEY,
  });
  try {
    const erasure = await eraseMe({ ctx, input, authAdmin });
    const outcome = erasure.kind === "erased" ? "ok" : "underway";
    log.info("privacy.erase", { requestId, outcome });
    if (erasure.kind === "underway") {
      log.error("privacy.erase-later", { requestId, ...errorFields(erasure.cause) });
    }
  } catch (error) {
    const words = isAppError(error) ? eraseWords[error.code] : undefined;
    if (words !== undefined) return { fieldErrors: { confirmation: words }, values: input };
    log.error("privacy.erase", { requestId, ...errorFields(error) });
    return { error: "Your account could not be deleted. Try again in a moment." };
  }
  await (await supabaseForSignIn()).auth.signOut({ scope: "local" });
  return { done: "Your account is deleted." };
}
