import { emailField, passwordField } from "@byteos/ui/logic/auth-fields";
import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import type { Metadata } from "next";
import Link from "next/link";
import { signInAction } from "../../../features/session/actions.ts";
import { redirectSignedIn } from "../../../features/session/loaders.ts";
import { type EntryPageProps, nextOf, withNext } from "../../../features/session/next-path.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: EntryPageProps) {
  const next = nextOf(await searchParams);
  await redirectSignedIn(next);
  return (
    <AuthFrame
      product="Learn"
      title="Sign in"
      footer={
        <>
          <p>
            No account yet?{" "}
            <Link className="link" href={withNext("/sign-up", next)}>
              Sign up
            </Link>
          </p>
          <p>
            Checking a certificate?{" "}
            <Link className="link" href="/verify">
              No account needed
            </Link>
          </p>
        </>
      }
    >
      <AuthForm
        action={signInAction}
        fields={[
          emailField,
          {
            ...passwordField,
            aside: (
              <Link className="link" href="/reset-password">
                Forgot it?
              </Link>
            ),
          },
        ]}
        hidden={{ next }}
        submitLabel="Sign in"
        busyLabel="Signing in…"
      />
    </AuthFrame>
  );
}
