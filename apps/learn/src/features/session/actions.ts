"use server";

import { isAppError } from "@byteos/contracts/errors";
import { ownPath } from "@byteos/contracts/own-path";
import { createSupabaseAuth } from "@byteos/integrations/auth/supabase-auth";
import { createSupabaseSecondStep } from "@byteos/integrations/auth/supabase-second-step";
import type { AuthFormState } from "@byteos/ui/patterns/auth/auth-form";
import { createOrganisation } from "@byteos/usecases/organisation/create-organisation";
import { acceptInvitation } from "@byteos/usecases/people/accept-invitation";
import { errorFields } from "@byteos/web/log";
import { orgCookieName } from "@byteos/web/session";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { env } from "../../env.ts";
import { log } from "../../lib/log.ts";
import { getRequestContext } from "../../lib/session.ts";
import { supabaseForSignIn } from "../../lib/supabase.ts";

const email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("Type a mail address, as ana@example.org."));
const newPassword = z
  .string()
  .min(10, "Use at least 10 characters.")
  .max(72, "Use at most 72 characters.");

const SignInForm = z.object({
  email,
  password: z.string().min(1, "Type your password.").max(1_000),
  next: z.string().optional(),
});
const SignUpForm = z.object({
  fullName: z.string().trim().min(1, "Type your name.").max(200),
  email,
  password: newPassword,
  next: z.string().optional(),
});
const ResetForm = z.object({ email });
const NewPasswordForm = z.object({ password: newPassword });
const OrganisationForm = z.object({
  name: z.string().trim().min(1, "Give your organisation a name.").max(120),
});

/** Values typed so far, passwords left out. */
function typedValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string" && name !== "password") values[name] = value;
  }
  return values;
}

function fieldErrorsOf(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) errors[String(issue.path[0])] ??= issue.message;
  return errors;
}

/** The form's answer to a failure: what is known in its own words, anything else logged and kept vague. */
function failed(name: string, error: unknown, form: FormData): AuthFormState {
  const values = typedValues(form);
  if (!isAppError(error) || error.kind === "internal") {
    log.error(name, errorFields(error));
    return {
      values,
      error: "Something failed on our side. What you typed is kept; try again in a moment.",
    };
  }
  if (error.code === "auth.weak-password" || error.code === "auth.same-password") {
    return { values, fieldErrors: { password: `${error.message}.` } };
  }
  return {
    values,
    error: [error.message, error.suggestion]
      .filter(Boolean)
      .join(". ")
      .replace(/([^.])$/, "$1."),
  };
}

async function authOfRequest() {
  return createSupabaseAuth(await supabaseForSignIn());
}

export async function signInAction(_state: AuthFormState, form: FormData): Promise<AuthFormState> {
  const parsed = SignInForm.safeParse(Object.fromEntries(form));
  if (!parsed.success)
    return { values: typedValues(form), fieldErrors: fieldErrorsOf(parsed.error) };
  const next = ownPath(parsed.data.next);
  let isSecondStepOwed = false;
  try {
    const supabase = await supabaseForSignIn();
    await createSupabaseAuth(supabase).signIn(parsed.data);
    isSecondStepOwed = await createSupabaseSecondStep(supabase).isOwed();
  } catch (error) {
    return failed("session.sign-in", error, form);
  }
  redirect(isSecondStepOwed ? `/second-step?next=${encodeURIComponent(next)}` : next);
}

export async function signUpAction(_state: AuthFormState, form: FormData): Promise<AuthFormState> {
  const parsed = SignUpForm.safeParse(Object.fromEntries(form));
  if (!parsed.success)
    return { values: typedValues(form), fieldErrors: fieldErrorsOf(parsed.error) };
  const next = ownPath(parsed.data.next);
  try {
    const outcome = await (
      await authOfRequest()
    ).signUp({ ...parsed.data, returnUrl: callbackUrl(next) });
    if (outcome === "confirmation-sent") {
      return {
        done: `A mail is on its way to ${parsed.data.email}. Open the link in it to finish signing up.`,
      };
    }
  } catch (error) {
    return failed("session.sign-up", error, form);
  }
  redirect(next);
}

export async function requestResetAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  const parsed = ResetForm.safeParse(Object.fromEntries(form));
  if (!parsed.success)
    return { values: typedValues(form), fieldErrors: fieldErrorsOf(parsed.error) };
  try {
    await (
      await authOfRequest()
    ).requestPasswordReset({
      email: parsed.data.email,
      returnUrl: callbackUrl("/new-password"),
    });
  } catch (error) {
    return failed("session.request-reset", error, form);
  }
  return {
    done: `If ${parsed.data.email} has an account, a mail with a link to choose a new password is on its way.`,
  };
}

export async function setPasswordAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  const parsed = NewPasswordForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { fieldErrors: fieldErrorsOf(parsed.error) };
  try {
    await (await authOfRequest()).updatePassword(parsed.data);
  } catch (error) {
    return failed("session.set-password", error, form);
  }
  redirect("/");
}

export async function signOutAction(): Promise<void> {
  try {
    await (await authOfRequest()).signOut("here");
  } catch (error) {
    // The cookies are gone either way; the session ends by itself.
    log.warn("session.sign-out", errorFields(error));
  }
  redirect("/sign-in");
}

export async function createOrganisationAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  const parsed = OrganisationForm.safeParse(Object.fromEntries(form));
  if (!parsed.success)
    return { values: typedValues(form), fieldErrors: fieldErrorsOf(parsed.error) };
  const ctx = await getRequestContext();
  const { actor } = ctx;
  if (actor.kind === "public") redirect("/sign-in?next=/join");
  try {
    const { orgId } = await createOrganisation({ ctx: { ...ctx, actor }, input: parsed.data });
    await rememberOrganisation(orgId);
  } catch (error) {
    return failed("organisation.create", error, form);
  }
  redirect("/");
}

export async function acceptInvitationAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  const given = form.get("token");
  const token = typeof given === "string" ? given.slice(0, 200) : "";
  const ctx = await getRequestContext();
  const { actor } = ctx;
  if (actor.kind === "public")
    redirect(`/sign-in?next=${encodeURIComponent(`/invitation/${token}`)}`);
  try {
    const { orgId } = await acceptInvitation({ ctx: { ...ctx, actor }, input: { token } });
    await rememberOrganisation(orgId);
  } catch (error) {
    return failed("people.accept-invitation", error, form);
  }
  redirect("/");
}

function callbackUrl(next: string): string {
  const url = new URL("/auth/callback", env().LEARN_URL);
  url.searchParams.set("next", next);
  return url.href;
}

async function rememberOrganisation(orgId: string): Promise<void> {
  (await cookies()).set(orgCookieName, orgId, {
    path: "/",
    maxAge: 31_536_000,
    sameSite: "lax",
    httpOnly: true,
  });
}
