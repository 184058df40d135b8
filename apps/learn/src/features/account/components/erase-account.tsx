"use client";

import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { Button } from "@byteos/ui/primitives/button";
import { useState } from "react";
import { deleteOutbox } from "../../outbox/outbox-store.ts";
import { eraseAccountAction } from "../actions.ts";

/** Two steps and the person's own address: nobody deletes an account by a slip of the finger. */
export function EraseAccount({ email, userId }: { email: string; userId: string }) {
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button variant="danger" onClick={() => setIsAsking(true)}>
        Delete account…
      </Button>
    );
  }
  return (
    <div className="rounded-card bg-incorrect-soft grid gap-4 p-4">
      <p className="text-sm text-pretty">
        <strong className="font-semibold">This cannot be undone.</strong> Your profile, progress,
        answers, notes and certificates are deleted, and the links to your certificates stop
        working. Courses that you made stay with your organisation.
      </p>
      <AuthForm
        action={async (state, form) => {
          const next = await eraseAccountAction(state, form);
          if (next.done !== undefined) {
            await deleteOutbox(userId);
            window.location.assign("/sign-in");
          }
          return next;
        }}
        fields={[
          {
            name: "confirmation",
            label: `Type ${email} to confirm`,
            type: "text",
            autoComplete: "off",
          },
        ]}
        submitLabel="Delete my account for good"
        busyLabel="Deleting…"
        tone="danger"
      />
      <Button
        variant="ghost"
        hang="start"
        className="justify-self-start"
        onClick={() => setIsAsking(false)}
      >
        Keep my account
      </Button>
    </div>
  );
}
