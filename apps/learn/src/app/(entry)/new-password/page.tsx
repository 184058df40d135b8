import { newPasswordField } from "@byteos/ui/logic/auth-fields";
import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import type { Metadata } from "next";
import { setPasswordAction } from "../../../features/session/actions.ts";
import { requireSignedIn } from "../../../features/session/loaders.ts";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function NewPasswordPage() {
  const { email } = await requireSignedIn("/reset-password?link=ended");
  return (
    <AuthFrame product="Learn" title="Choose a new password" description={`For ${email}.`}>
      <AuthForm
        action={setPasswordAction}
        fields={[{ ...newPasswordField, label: "New password" }]}
        submitLabel="Save and continue"
        busyLabel="Saving…"
      />
    </AuthFrame>
  );
}
