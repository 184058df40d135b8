"use server";

import { isAppError } from "@byteos/contracts/errors";
import { ownPath } from "@byteos/contracts/own-path";
import { createSupabaseSecondStep } from "@byteos/integrations/auth/supabase-second-step";
import type { AuthFormState } from "@byteos/ui/patterns/auth/auth-form";
import type { AuthenticatorSetup } from "@byteos/ui/patterns/auth/authenticator-setup-form";
import type { SecondStepAnswer } from "@byteos/ui/patterns/auth/second-step-settings";
import { errorFields } from "@byteos/web/log";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { log } from "../../lib/log.ts";
import { requireMember } from "../../lib/session.ts";
import { supabaseForSignIn } from "../../lib/supabase.ts";

const secondStep = async () => createSupabaseSecondStep(await supabaseForSignIn());
const Confirmation = z.object({ factorId: z.uuid(), code: z.string().trim().min(1).max(20) });
const PassForm = z.object({
  code: z.string().trim().min(1, "Type the code.").max(100),
  kind: z.enum(["app", "recovery"]),
  next: z.string().optional(),
});

/** What is known in its own words, anything else logged and kept vague. */
function explain(name: string, error: unknown): string {
  if (!isAppError(error) || error.kind === "internal") {
    log.error(name, errorFields(error));
    return "Something failed on our side. Try again in a moment.";
  }
  log.info(name, { outcome: error.code });
  return [error.message, error.suggestion]
    .filter(Boolean)
    .join(". ")
    .replace(/([^.])$/, "$1.");
}

async function answer<Value>(
  name: string,
  work: () => Promise<Value>,
): Promise<SecondStepAnswer<Value>> {
  await requireMember();
  try {
    const value = await work();
    log.info(name, { outcome: "ok" });
    return { ok: true, value };
  } catch (error) {
    return { ok: false, message: explain(name, error) };
  }
}

export async function beginSecondStepAction(): Promise<SecondStepAnswer<AuthenticatorSetup>> {
  return answer("second-step.begin", async () => (await secondStep()).begin());
}

export async function confirmSecondStepAction(
  input: unknown,
): Promise<SecondStepAnswer<readonly string[] | null>> {
  const confirmed = await answer("second-step.confirm", async () =>
    (await secondStep()).confirm(Confirmation.parse(input)),
  );
  if (confirmed.ok) revalidatePath("/account");
  return confirmed;
}

export async function renewRecoveryCodesAction(): Promise<SecondStepAnswer<readonly string[]>> {
  const renewed = await answer("second-step.renew-codes", async () =>
    (await secondStep()).renewRecoveryCodes(),
  );
  if (renewed.ok) revalidatePath("/account");
  return renewed;
}

export async function removeSecondStepAction(factorId: unknown): Promise<SecondStepAnswer<null>> {
  const removed = await answer("second-step.remove", async () => {
    await (await secondStep()).remove(z.uuid().parse(factorId));
    return null;
  });
  if (removed.ok) revalidatePath("/account");
  return removed;
}

/** The second step of a sign-in, by an app's code or a recovery code. */
export async function passSecondStepAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  const parsed = PassForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { fieldErrors: { code: "Type the code." } };
  const { code, kind, next } = parsed.data;
  try {
    const step = await secondStep();
    await (kind === "recovery" ? step.passByRecoveryCode(code) : step.pass(code));
  } catch (error) {
    const words = explain("second-step.pass", error);
    const isCode = isAppError(error) && error.code === "auth.wrong-code";
    return isCode ? { fieldErrors: { code: words } } : { error: words };
  }
  redirect(ownPath(next));
}
