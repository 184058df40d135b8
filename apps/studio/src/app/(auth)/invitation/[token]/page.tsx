import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import { Button } from "@byteos/ui/primitives/button";
import type { Metadata } from "next";
import Link from "next/link";
import { acceptInvitationAction, signOutAction } from "../../../../features/auth/actions.ts";
import { loadInvitationPage } from "../../../../features/auth/loaders.ts";

export const metadata: Metadata = { title: "Invitation" };

const jobs = {
  learner: "take courses",
  creator: "make courses",
  manager: "follow how people learn",
  admin: "run the organisation",
} as const;

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { invitation, signedInAs } = await loadInvitationPage(token);
  if (invitation === null || invitation.state !== "open") {
    return (
      <AuthFrame
        product="Studio"
        title="This invitation is not open"
        description="It was used, taken back or has run out, or the link is not complete. Ask for a new one."
      >
        <Button asChild>
          <Link href="/sign-in">Sign in</Link>
        </Button>
      </AuthFrame>
    );
  }
  const path = `/invitation/${token}`;
  const title = `Join ${invitation.organisationName}`;
  const description = `You are invited as ${invitation.role}, to ${jobs[invitation.role]}. The invitation is for ${invitation.email}.`;
  if (signedInAs === null) {
    const query = `?next=${encodeURIComponent(path)}&email=${encodeURIComponent(invitation.email)}`;
    return (
      <AuthFrame product="Studio" title={title} description={description}>
        <div className="grid gap-3">
          <Button asChild variant="primary" size="lg">
            <Link href={`/sign-up${query}`}>Create an account</Link>
          </Button>
          <Button asChild size="lg">
            <Link href={`/sign-in${query}`}>I have an account</Link>
          </Button>
        </div>
      </AuthFrame>
    );
  }
  if (signedInAs.toLowerCase() !== invitation.email.toLowerCase()) {
    return (
      <AuthFrame
        product="Studio"
        title={title}
        description={`${description} You are signed in as ${signedInAs}.`}
      >
        <form action={signOutAction}>
          <Button type="submit" variant="primary" size="lg">
            Sign out and use the other address
          </Button>
        </form>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame product="Studio" title={title} description={description}>
      <AuthForm
        action={acceptInvitationAction}
        fields={[]}
        submitLabel={`Join ${invitation.organisationName}`}
        busyLabel="Joining…"
        hidden={{ token }}
      />
    </AuthFrame>
  );
}
