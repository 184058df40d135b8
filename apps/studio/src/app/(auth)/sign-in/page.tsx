import { emailField, passwordField } from "@byteos/ui/logic/auth-fields";
import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import { Callout } from "@byteos/ui/patterns/callout";
import type { Metadata } from "next";
import Link from "next/link";
import { signInAction } from "../../../features/auth/actions.ts";

export const metadata: Metadata = { title: "Sign in" };

const notices: Readonly<Record<string, string>> = {
  "auth.link-expired": "This link was used before or has run out. Ask for a new one.",
  "auth.other-browser":
    "Your address is confirmed if the link was fresh. Sign in to go on, or ask for a new link in this browser.",
  "auth.link-unreadable": "This link is not complete. Copy all of it, or ask for a new one.",
};

interface Props {
  searchParams: Promise<{ next?: string; notice?: string }>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { next = "/", notice } = await searchParams;
  const words = notice === undefined ? undefined : notices[notice];
  return (
    <AuthFrame
      product="Studio"
      title="Sign in"
      footer={
        <p>
          New here?{" "}
          <Link className="link" href={`/sign-up?next=${encodeURIComponent(next)}`}>
            Create an account
          </Link>
        </p>
      }
    >
      {words ? (
        <Callout variant="info" title={null}>
          {words}
        </Callout>
      ) : null}
      <AuthForm
        action={signInAction}
        fields={[
          emailField,
          {
            ...passwordField,
            aside: (
              <Link className="link" href="/forgot-password">
                Forgot it?
              </Link>
            ),
          },
        ]}
        submitLabel="Sign in"
        busyLabel="Signing in…"
        hidden={{ next }}
      />
    </AuthFrame>
  );
}
