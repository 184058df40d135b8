import { newPasswordField } from "@byteos/ui/logic/auth-fields";
import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import { Button } from "@byteos/ui/primitives/button";
import type { Metadata } from "next";
import Link from "next/link";
import { resetPasswordAction } from "../../../features/auth/actions.ts";
import { loadSignedInEmail } from "../../../features/auth/loaders.ts";

export const metadata: Metadata = { title: "Set a new password" };

export default async function ResetPasswordPage() {
  const email = await loadSignedInEmail();
  if (email === null) {
    return (
      <AuthFrame
        product="Studio"
        title="This link has run out"
        description="A link to set a new password works once, for one hour, in the browser that asked for it."
      >
        <Button asChild variant="primary" size="lg">
          <Link href="/forgot-password">Ask for a new link</Link>
        </Button>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame product="Studio" title="Set a new password" description={`For ${email}.`}>
      <AuthForm
        action={resetPasswordAction}
        fields={[{ ...newPasswordField, label: "New password" }]}
        submitLabel="Set password"
        busyLabel="Setting…"
      />
    </AuthFrame>
  );
}
