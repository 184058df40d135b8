"use server";

import type { AuthFormState } from "@byteos/ui/patterns/auth/auth-form";
import type { AuthenticatorSetup } from "@byteos/ui/patterns/auth/authenticator-setup-form";
import type { SecondStepAnswer } from "@byteos/ui/patterns/auth/second-step-settings";
import { secondStep } from "../../lib/second-step.ts";

export async function beginSecondStepAction(): Promise<SecondStepAnswer<AuthenticatorSetup>> {
  return secondStep.begin();
}

export async function confirmSecondStepAction(
  input: unknown,
): Promise<SecondStepAnswer<readonly string[] | null>> {
  return secondStep.confirm(input);
}

export async function renewRecoveryCodesAction(): Promise<SecondStepAnswer<readonly string[]>> {
  return secondStep.renewRecoveryCodes();
}

export async function removeSecondStepAction(factorId: unknown): Promise<SecondStepAnswer<null>> {
  return secondStep.remove(factorId);
}

export async function passSecondStepAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  return secondStep.pass(form);
}
