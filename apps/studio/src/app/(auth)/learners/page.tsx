import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import { Button } from "@byteos/ui/primitives/button";
import type { Metadata } from "next";
import { signOutAction } from "../../../features/auth/actions.ts";
import { learnUrl, loadSignedInEmail } from "../../../features/auth/loaders.ts";

export const metadata: Metadata = { title: "Your courses are in Learn" };

export default async function LearnersPage() {
  const email = await loadSignedInEmail();
  return (
    <AuthFrame
      product="Studio"
      title="Your courses are in Learn"
      description="Studio is where courses are made. As a learner you find yours, with your progress, in ByteOS Learn."
      footer={
        <>
          <p>Do you make courses? Ask an admin of your organisation to change your role.</p>
          {email === null ? null : (
            <form action={signOutAction} className="flex flex-wrap items-center gap-x-2">
              <span>Signed in as {email}.</span>
              <Button type="submit" variant="ghost" size="sm">
                Sign out
              </Button>
            </form>
          )}
        </>
      }
    >
      <Button asChild variant="primary" size="lg">
        <a href={learnUrl()}>Go to Learn</a>
      </Button>
    </AuthFrame>
  );
}
