"use client";

import { showToast } from "@byteos/ui/patterns/toaster";
import { Button } from "@byteos/ui/primitives/button";
import { explainedWords } from "@byteos/web/explained-words";
import { useTransition } from "react";
import { resendInvitationAction, revokeInvitationAction } from "../actions.ts";

export function InvitationActions({
  invitationId,
  email,
}: {
  invitationId: string;
  email: string;
}) {
  const [isBusy, startTransition] = useTransition();

  function resend(): void {
    startTransition(async () => {
      const result = await resendInvitationAction({ invitationId });
      if (!result.ok) {
        showToast(explainedWords(result.error));
        return;
      }
      showToast(
        result.value.outcome === "invited"
          ? `Sent again to ${email}`
          : `The mail to ${email} could not be sent. Try again in a moment.`,
      );
    });
  }

  function revoke(): void {
    startTransition(async () => {
      const result = await revokeInvitationAction({ invitationId });
      showToast(
        result.ok ? `The invitation of ${email} was taken back` : explainedWords(result.error),
      );
    });
  }

  return (
    <div className="flex justify-end gap-1 max-sm:justify-start">
      <Button size="sm" variant="ghost" onClick={resend} disabled={isBusy}>
        Send again
      </Button>
      <Button size="sm" variant="ghost" onClick={revoke} disabled={isBusy}>
        Take back
      </Button>
    </div>
  );
}
