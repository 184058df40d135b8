import { emailField, fullNameField, newPasswordField } from "@byteos/ui/logic/auth-fields";
import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import type { Metadata } from "next";
import Link from "next/link";
import { signUpAction } from "../../../features/session/actions.ts";
import { redirectSignedIn } from "../../../features/session/loaders.ts";
import { type EntryPageProps, nextOf, withNext } from "../../../features/session/next-path.ts";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage({ searchParams }: EntryPageProps) {
  const next = nextOf(await searchParams);
  await redirectSignedIn(next);
  return (
    <AuthFrame
      product="Learn"
      title="Sign up"
      footer={
        <p>
          You have an account?{" "}
          <Link className="link" href={withNext("/sign-in", next)}>
            Sign in
          </Link>
        </p>
      }
    >
      <AuthForm
        action={signUpAction}
        fields={[fullNameField, emailField, newPasswordField]}
        hidden={{ next }}
        submitLabel="Sign up"
        busyLabel="Signing up…"
      />
    </AuthFrame>
  );
}
