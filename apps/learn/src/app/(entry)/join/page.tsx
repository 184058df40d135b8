import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import type { Metadata } from "next";
import { createOrganisationAction } from "../../../features/session/actions.ts";
import { SignOut } from "../../../features/session/components/sign-out.tsx";
import { loadJoinPage } from "../../../features/session/loaders.ts";

export const metadata: Metadata = { title: "Join an organisation" };

export default async function JoinPage() {
  const { email } = await loadJoinPage();
  return (
    <AuthFrame
      product="Learn"
      title="Join an organisation"
      description={`Courses belong to an organisation. If yours uses ByteOS, open the invitation it sent to ${email}. To begin on your own, make one.`}
      footer={
        <div className="flex items-center justify-between gap-4">
          <span className="min-w-0 truncate">Signed in as {email}</span>
          <SignOut />
        </div>
      }
    >
      <AuthForm
        action={createOrganisationAction}
        fields={[
          {
            name: "name",
            label: "Name of the organisation",
            type: "text",
            autoComplete: "organization",
            maxLength: 120,
          },
        ]}
        submitLabel="Create organisation"
        busyLabel="Creating…"
      />
    </AuthFrame>
  );
}
