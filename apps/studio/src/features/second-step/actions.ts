"use server";

import { isAppError } from "@byteos/contracts/errors";
import { ownPath } from "@byteos/contracts/own-path";
import { createSupabaseSecondStep } from "@byteos/integrations/auth/supabase-second-step";
import type { AuthFormState } from "@byteos/ui/patterns/auth/auth-form";
import type { AuthenticatorSetup } from "@byteos/ui/patterns/auth/authenticator-setup-form";
import type { SecondStepAnswer } from "@byteos/ui/patterns/auth/second-step-settings";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { explainedWords } from "../../lib/explained-words.ts";
import { runMemberAction } from "../../lib/member-action.ts";
import { supabaseForSignIn } from "../../lib/supabase.ts";
import { runAuthForm, textOf } from "../auth/auth-form-action.ts";

const secondStep = async () => createSupabaseSecondStep(await supabaseForSignIn());
const Confirmation = z.object({ factorId: z.uuid(), code: z.string().trim().min(1).max(20) });
const Pass = z.object({
  code: z.string().trim().min(1, "Type the code").max(100),
  kind: z.enum(["app", "recovery"]),
});

async function answer<Value>(
  name: string,
  work: () => Promise<Value>,
): Promise<SecondStepAnswer<Value>> {
  const result = await runMemberAction(name, work);
  return result.ok ? result : { ok: false, message: explainedWords(result.error) };
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
  if (confirmed.ok) revalidatePath("/settings");
  return confirmed;
}

export async function renewRecoveryCodesAction(): Promise<SecondStepAnswer<readonly string[]>> {
  const renewed = await answer("second-step.renew-codes", async () =>
    (await secondStep()).renewRecoveryCodes(),
  );
  if (renewed.ok) revalidatePath("/settings");
  return renewed;
}

export async function removeSecondStepAction(factorId: unknown): Promise<SecondStepAnswer<null>> {
  const removed = await answer("second-step.remove", async () => {
    await (await secondStep()).remove(z.uuid().parse(factorId));
    return null;
  });
  if (removed.ok) revalidatePath("/settings");
  return removed;
}

/** The second step of a sign-in, by an app's code or a recovery code. */
export async function passSecondStepAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  return runAuthForm("second-step.pass", {}, async () => {
    const { code, kind } = Pass.parse({ code: textOf(form, "code"), kind: textOf(form, "kind") });
    const step = await secondStep();
    try {
      await (kind === "recovery" ? step.passByRecoveryCode(code) : step.pass(code));
    } catch (error) {
      if (!isAppError(error) || error.code !== "auth.wrong-code") throw error;
      return { fieldErrors: { code: `${error.message}. ${error.suggestion ?? ""}` } };
    }
    redirect(ownPath(textOf(form, "next")));
  });
}
