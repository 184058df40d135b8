import { emailField } from "@byteos/ui/logic/auth-fields";
import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import type { Metadata } from "next";
import Link from "next/link";
import { requestResetAction } from "../../../features/session/actions.ts";
import type { EntryPageProps } from "../../../features/session/next-path.ts";

export const metadata: Metadata = { title: "Reset your password" };

export default async function ResetPasswordPage({ searchParams }: EntryPageProps) {
  const isEnded = (await searchParams)["link"] === "ended";
  return (
    <AuthFrame
      product="Learn"
      title="Reset your password"
      description={
        isEnded
          ? "That link was used before or has run out. Ask for a new one."
          : "You get a mail with a link to choose a new one."
      }
      footer={
        <p>
          You remember it?{" "}
          <Link className="link" href="/sign-in">
            Sign in
          </Link>
        </p>
      }
    >
      <AuthForm
        action={requestResetAction}
        fields={[emailField]}
        submitLabel="Send the link"
        busyLabel="Sending…"
      />
    </AuthFrame>
  );
}
