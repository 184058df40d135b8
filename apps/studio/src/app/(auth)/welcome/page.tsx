import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import { Button } from "@byteos/ui/primitives/button";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { createOrganisationAction, signOutAction } from "../../../features/auth/actions.ts";
import { loadIsMember, loadSignedInEmail } from "../../../features/auth/loaders.ts";

export const metadata: Metadata = { title: "Welcome" };

export default async function WelcomePage() {
  const email = await loadSignedInEmail();
  if (email === null) redirect("/sign-in");
  if (await loadIsMember()) redirect("/");
  return (
    <AuthFrame
      product="Studio"
      title="Welcome"
      description="Courses belong to an organisation: your company, your school, or just you. You become its admin and can invite others."
      footer={
        <>
          <p>
            Were you invited? Open the link in the mail instead; it was sent to one address only.
          </p>
          <form action={signOutAction} className="flex flex-wrap items-center gap-x-2">
            <span>Signed in as {email}.</span>
            <Button type="submit" variant="ghost" size="sm" hang="start" className="ms-0!">
              Sign out
            </Button>
          </form>
        </>
      }
    >
      <AuthForm
        action={createOrganisationAction}
        fields={[
          {
            name: "name",
            label: "Name of your organisation",
            type: "text",
            autoComplete: "organization",
            hint: "Your learners see it on courses and certificates.",
            maxLength: 120,
          },
        ]}
        submitLabel="Create organisation"
        busyLabel="Creating…"
      />
    </AuthFrame>
  );
}
