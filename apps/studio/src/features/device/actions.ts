"use server";

import type { AuthFormState } from "@byteos/ui/patterns/auth/auth-form";
import { answerDeviceLogin } from "@byteos/usecases/token/device-login";
import { explainedWords } from "@byteos/web/explained-words";
import { redirect } from "next/navigation";
import { runMemberAction } from "../../lib/member-action.ts";
import { textOf } from "../auth/auth-form-action.ts";

/** Shows what waits behind the code that was typed. */
export async function showDeviceAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  const code = textOf(form, "code").trim();
  if (code === "") return { fieldErrors: { code: "Type the code that the terminal shows." } };
  redirect(`/device?code=${encodeURIComponent(code.slice(0, 40))}`);
}

export async function answerDeviceAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  const isApproved = textOf(form, "answer") === "allow";
  const result = await runMemberAction("device.answer", (ctx) =>
    answerDeviceLogin({ ctx, input: { userCode: textOf(form, "code"), isApproved } }),
  );
  if (!result.ok) return { error: explainedWords(result.error) };
  return {
    done: isApproved
      ? "It is let in. You can close this page and go on in the terminal."
      : "It was turned away. Nothing else is needed.",
  };
}
