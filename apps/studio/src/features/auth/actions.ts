"use server";

import { AppError } from "@byteos/contracts/errors";
import { ownPath } from "@byteos/contracts/own-path";
import type { RequestContext } from "@byteos/contracts/request-context";
import { createSupabaseAuth } from "@byteos/integrations/auth/supabase-auth";
import { createSupabaseSecondStep } from "@byteos/integrations/auth/supabase-second-step";
import type { AuthFormState } from "@byteos/ui/patterns/auth/auth-form";
import { createOrganisation } from "@byteos/usecases/organisation/create-organisation";
import { acceptInvitation } from "@byteos/usecases/people/accept-invitation";
import { orgCookieName } from "@byteos/web/session";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { env } from "../../env.ts";
import { getRequestContext } from "../../lib/session.ts";
import { supabaseForSignIn } from "../../lib/supabase.ts";
import { runAuthForm, textOf } from "./auth-form-action.ts";

const Email = z
  .string()
  .trim()
  .min(1, "Write your mail address")
  .pipe(z.email("This is not a mail address"));
const NewPassword = z
  .string()
  .min(10, "Use at least 10 characters")
  .max(72, "Use at most 72 characters");
const SignIn = z.object({ email: Email, password: z.string().min(1, "Write your password") });
const SignUp = z.object({
  fullName: z.string().trim().min(1, "Write your name").max(200),
  email: Email,
  password: NewPassword,
});

const auth = async () => createSupabaseAuth(await supabaseForSignIn());
const yearSecs = 31_536_000;

async function rememberOrganisation(orgId: string): Promise<void> {
  (await cookies()).set(orgCookieName, orgId, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    maxAge: yearSecs,
  });
}

function confirmUrl(next: string): string {
  return new URL(`/auth/confirm?next=${encodeURIComponent(next)}`, env().STUDIO_URL).href;
}

export async function signInAction(_state: AuthFormState, form: FormData): Promise<AuthFormState> {
  const email = textOf(form, "email");
  return runAuthForm("auth.sign-in", { email }, async () => {
    const input = SignIn.parse({ email, password: textOf(form, "password") });
    const supabase = await supabaseForSignIn();
    await createSupabaseAuth(supabase).signIn(input);
    const next = ownPath(textOf(form, "next"));
    if (!(await createSupabaseSecondStep(supabase).isOwed())) redirect(next);
    redirect(`/second-step?next=${encodeURIComponent(next)}`);
  });
}

export async function signUpAction(_state: AuthFormState, form: FormData): Promise<AuthFormState> {
  const values = { email: textOf(form, "email"), fullName: textOf(form, "fullName") };
  const next = ownPath(textOf(form, "next"));
  return runAuthForm("auth.sign-up", values, async () => {
    const input = SignUp.parse({ ...values, password: textOf(form, "password") });
    const outcome = await (await auth()).signUp({ ...input, returnUrl: confirmUrl(next) });
    if (outcome === "signed-in") redirect(next);
    return {
      done: `We sent a mail to ${input.email}. Open the link in it on this device to go on. Nothing came? Look among unwanted mail, or sign in if you have an account already.`,
    };
  });
}

export async function forgotPasswordAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  const email = textOf(form, "email");
  return runAuthForm("auth.forgot-password", { email }, async () => {
    const address = Email.safeParse(email);
    if (!address.success) {
      return {
        values: { email },
        fieldErrors: { email: address.error.issues[0]?.message ?? "This is not a mail address" },
      };
    }
    await (
      await auth()
    ).requestPasswordReset({
      email: address.data,
      returnUrl: confirmUrl("/reset-password"),
    });
    return {
      done: `If there is an account for ${address.data}, a mail with a link is on its way. The link works for one hour.`,
    };
  });
}

export async function resetPasswordAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  return runAuthForm("auth.reset-password", {}, async () => {
    const { password } = z
      .object({ password: NewPassword })
      .parse({ password: textOf(form, "password") });
    await (await auth()).updatePassword({ password });
    redirect("/");
  });
}

async function requireSignedIn() {
  const ctx = await getRequestContext();
  const { actor } = ctx;
  if (actor.kind === "public") {
    throw new AppError("unauthorized", "session.required", "You have been signed out", {
      suggestion: "Sign in again.",
    });
  }
  return { ...ctx, actor } satisfies RequestContext;
}

export async function createOrganisationAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  const name = textOf(form, "name");
  return runAuthForm("organisation.create", { name }, async () => {
    const { orgId } = await createOrganisation({ ctx: await requireSignedIn(), input: { name } });
    await rememberOrganisation(orgId);
    redirect("/");
  });
}

export async function acceptInvitationAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  return runAuthForm("people.accept-invitation", {}, async () => {
    const { orgId, role } = await acceptInvitation({
      ctx: await requireSignedIn(),
      input: { token: textOf(form, "token") },
    });
    await rememberOrganisation(orgId);
    redirect(role === "learner" ? env().LEARN_URL : "/");
  });
}

export async function signOutAction(): Promise<void> {
  await (await auth()).signOut("here");
  redirect("/sign-in");
}
