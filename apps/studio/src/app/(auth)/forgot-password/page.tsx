import { emailField } from "@byteos/ui/logic/auth-fields";
import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import type { Metadata } from "next";
import Link from "next/link";
import { forgotPasswordAction } from "../../../features/auth/actions.ts";

export const metadata: Metadata = { title: "Forgot your password" };

export default function ForgotPasswordPage() {
  return (
    <AuthFrame
      product="Studio"
      title="Forgot your password?"
      description="We send you a link to set a new one."
      footer={
        <p>
          <Link className="link" href="/sign-in">
            Back to sign in
          </Link>
        </p>
      }
    >
      <AuthForm
        action={forgotPasswordAction}
        fields={[emailField]}
        submitLabel="Send the link"
        busyLabel="Sending…"
      />
    </AuthFrame>
  );
}
