import { emailField, fullNameField, newPasswordField } from "@byteos/ui/logic/auth-fields";
import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import type { Metadata } from "next";
import Link from "next/link";
import { signUpAction } from "../../../features/auth/actions.ts";

export const metadata: Metadata = { title: "Create an account" };

interface Props {
  searchParams: Promise<{ next?: string; email?: string }>;
}

export default async function SignUpPage({ searchParams }: Props) {
  const { next = "/", email } = await searchParams;
  return (
    <AuthFrame
      product="Studio"
      title="Create an account"
      description="Turn what your team knows into courses worth taking."
      footer={
        <p>
          Have one already?{" "}
          <Link className="link" href={`/sign-in?next=${encodeURIComponent(next)}`}>
            Sign in
          </Link>
        </p>
      }
    >
      <AuthForm
        action={signUpAction}
        fields={[
          fullNameField,
          email === undefined ? emailField : { ...emailField, defaultValue: email },
          newPasswordField,
        ]}
        submitLabel="Create account"
        busyLabel="Creating…"
        hidden={{ next }}
      />
    </AuthFrame>
  );
}
