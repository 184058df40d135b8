"use client";

import { Button } from "@byteos/ui/primitives/button";
import { useState } from "react";
import { openOutbox } from "../../outbox/open-outbox.ts";
import { deleteOutbox } from "../../outbox/outbox-store.ts";
import { signOutAction } from "../../session/actions.ts";

type Step =
  | { readonly name: "idle" | "sending" | "leaving" }
  | { readonly name: "asking"; readonly waiting: number };

/** Sends what is still on this device before the session ends; asks when it cannot be sent. */
export function SignOutSafely({ userId }: { userId: string }) {
  const [step, setStep] = useState<Step>({ name: "idle" });
  const leave = async (keep: boolean) => {
    setStep({ name: "leaving" });
    if (!keep) await deleteOutbox(userId);
    await signOutAction();
  };
  const begin = async () => {
    setStep({ name: "sending" });
    const outbox = await openOutbox(userId);
    await outbox.start();
    if (outbox.status.waiting > 0) await outbox.flush();
    const { waiting } = outbox.status;
    outbox.close();
    if (waiting === 0) await leave(false);
    else setStep({ name: "asking", waiting });
  };
  if (step.name === "asking") {
    const steps = step.waiting === 1 ? "1 step has" : `${step.waiting} steps have`;
    return (
      <div role="alert" className="rounded-card bg-warning-soft grid gap-4 p-4">
        <p className="text-sm text-pretty">
          <strong className="font-semibold">{steps} not been saved yet.</strong> There is no
          connection to the server. If you keep them, they are sent when you sign in on this device
          again.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={() => void leave(true)}>
            Keep and sign out
          </Button>
          <Button variant="danger" onClick={() => void leave(false)}>
            Discard and sign out
          </Button>
          <Button variant="ghost" onClick={() => setStep({ name: "idle" })}>
            Stay signed in
          </Button>
        </div>
      </div>
    );
  }
  return (
    <Button busy={step.name !== "idle"} onClick={() => void begin()}>
      {step.name === "idle" ? "Sign out" : "Signing out…"}
    </Button>
  );
}
