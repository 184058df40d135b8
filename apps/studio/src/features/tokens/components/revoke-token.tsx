"use client";

import { ConfirmDialog } from "@byteos/ui/patterns/confirm-dialog";
import { showToast } from "@byteos/ui/patterns/toaster";
import { Button } from "@byteos/ui/primitives/button";
import { explainedWords } from "@byteos/web/explained-words";
import { revokeTokenAction } from "../actions.ts";

export function RevokeToken({ tokenId, name }: { tokenId: string; name: string }) {
  async function revoke(): Promise<void> {
    const result = await revokeTokenAction({ tokenId });
    showToast(result.ok ? `${name} was revoked` : explainedWords(result.error));
  }
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost" aria-label={`Revoke ${name}`}>
          Revoke…
        </Button>
      }
      title={`Revoke ${name}?`}
      confirmLabel="Revoke token"
      busyLabel="Revoking…"
      tone="danger"
      onConfirm={revoke}
    >
      Programs that use it are refused at once. What they pushed stays.
    </ConfirmDialog>
  );
}
