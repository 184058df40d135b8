import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import { Button } from "@byteos/ui/primitives/button";
import type { Metadata } from "next";
import Link from "next/link";
import { acceptInvitationAction } from "../../../../features/session/actions.ts";
import { SignOut } from "../../../../features/session/components/sign-out.tsx";
import { loadInvitationPage } from "../../../../features/session/loaders.ts";
import { withNext } from "../../../../features/session/next-path.ts";

export const metadata: Metadata = { title: "Invitation" };

const closed = {
  accepted: "This invitation has been accepted. Sign in with the address it was sent to.",
  revoked: "This invitation was taken back. Ask whoever invited you.",
  expired: "This invitation has run out. Ask for a new one.",
} as const;

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { invitation, signedInAs } = await loadInvitationPage(token);
  const here = `/invitation/${encodeURIComponent(token)}`;
  if (invitation === null || invitation.state !== "open") {
    return (
      <AuthFrame
        product="Learn"
        title="This invitation is not open"
        description={
          invitation === null || invitation.state === "open"
            ? "The address may be incomplete. Open the whole link of the mail."
            : closed[invitation.state]
        }
      >
        <Button asChild variant="primary" size="lg" className="w-full">
          <Link href="/">Go to Learn</Link>
        </Button>
      </AuthFrame>
    );
  }
  const isTheirs = signedInAs?.toLowerCase() === invitation.email.toLowerCase();
  return (
    <AuthFrame
      product="Learn"
      title={`Join ${invitation.organisationName}`}
      description={
        signedInAs !== null && !isTheirs
          ? `The invitation is for ${invitation.email}, and you are signed in as ${signedInAs}. Sign out, then open the link again.`
          : `You were invited as ${invitation.email}.`
      }
    >
      {signedInAs === null ? (
        <div className="grid gap-3">
          <Button asChild variant="primary" size="lg">
            <Link href={withNext("/sign-up", here)}>Sign up to join</Link>
          </Button>
          <Button asChild size="lg">
            <Link href={withNext("/sign-in", here)}>I have an account</Link>
          </Button>
        </div>
      ) : isTheirs ? (
        <AuthForm
          action={acceptInvitationAction}
          fields={[]}
          hidden={{ token }}
          submitLabel={`Join ${invitation.organisationName}`}
          busyLabel="Joining…"
        />
      ) : (
        <SignOut />
      )}
    </AuthFrame>
  );
}
