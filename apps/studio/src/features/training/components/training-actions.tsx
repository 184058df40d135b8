"use client";

import { ConfirmDialog } from "@byteos/ui/patterns/confirm-dialog";
import { FormError } from "@byteos/ui/patterns/form-error";
import { Button } from "@byteos/ui/primitives/button";
import { explainedWords } from "@byteos/web/explained-words";
import { useState, useTransition } from "react";
import type { ActionResult } from "../../../lib/member-action.ts";
import { applyTrainedModelAction, cancelTrainingAction, startTrainingAction } from "../actions.ts";

/** For the dialog, which stays open and says so when its work throws. */
async function orThrow(result: Promise<ActionResult<null>>): Promise<void> {
  const { ok } = await result;
  if (!ok) throw new Error("Refused");
}

export function StartTraining({
  baseModel,
  examples,
  isDisabled,
}: {
  baseModel: string;
  examples: number;
  isDisabled: boolean;
}) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="primary" disabled={isDisabled}>
          Train a model
        </Button>
      }
      title={`Train ${baseModel} with ${examples} turns?`}
      confirmLabel="Train model"
      busyLabel="Starting…"
      onConfirm={() => orThrow(startTrainingAction())}
      failure="It could not be started. Load the page again to see what changed."
    >
      They are sent to the provider of the model, without names, addresses and numbers. It may
      charge for the training. Byte goes on as it is until you choose the new model.
    </ConfirmDialog>
  );
}

export function ModelActions({
  id,
  state,
  isInUse,
}: {
  id: string;
  state: string;
  isInUse: boolean;
}) {
  const [error, setError] = useState<string | null>(null);
  const [isBusy, startTransition] = useTransition();
  const use = (fineTuningId: string | null) =>
    startTransition(async () => {
      const result = await applyTrainedModelAction({ fineTuningId });
      setError(result.ok ? null : explainedWords(result.error));
    });
  const isOpen = ["waiting", "uploading", "training"].includes(state);
  if (!isOpen && state !== "ready") return null;
  return (
    <div className="grid justify-items-end gap-2">
      {isOpen ? (
        <ConfirmDialog
          trigger={<Button size="sm">Cancel training</Button>}
          title="Cancel this training?"
          confirmLabel="Cancel training"
          cancelLabel="Keep training"
          busyLabel="Cancelling…"
          tone="danger"
          onConfirm={() => orThrow(cancelTrainingAction({ fineTuningId: id }))}
        >
          What the provider did so far is lost. Its copies of the turns are deleted.
        </ConfirmDialog>
      ) : (
        <Button size="sm" busy={isBusy} onClick={() => use(isInUse ? null : id)}>
          {isInUse ? "Stop using it" : "Use for Byte"}
        </Button>
      )}
      <FormError>{error}</FormError>
    </div>
  );
}
