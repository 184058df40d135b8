"use client";

import { type ReactNode, useState } from "react";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
  AlertDialogTrigger,
} from "../primitives/alert-dialog.tsx";
import { Button } from "../primitives/button.tsx";
import { DialogFooter } from "../primitives/dialog.tsx";
import { FormError } from "./form-error.tsx";

export interface ConfirmDialogProps {
  /** The button that opens it; leave it out when `open` is given. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Verb and thing: "Publish Finding leaks by sound?" */
  title: ReactNode;
  /** What will happen, and what is kept. */
  children: ReactNode;
  /** The verb with its object: "Publish course". Never "OK". */
  confirmLabel: string;
  /** While it runs: "Publishing…". */
  busyLabel?: string;
  cancelLabel?: string;
  tone?: "primary" | "danger";
  /** Closes when it resolves; when it throws, the dialog stays with `failure`. */
  onConfirm: () => void | Promise<void>;
  /** What to say when it did not work. */
  failure?: string;
}

export function ConfirmDialog({
  trigger,
  open,
  onOpenChange,
  title,
  children,
  confirmLabel,
  busyLabel,
  cancelLabel = "Cancel",
  tone = "primary",
  onConfirm,
  failure = "That did not work. Nothing was changed; try again in a moment.",
}: ConfirmDialogProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const isOpen = open ?? ownOpen;
  const setOpen = (next: boolean): void => {
    if (isBusy) return;
    setHasFailed(false);
    setOwnOpen(next);
    onOpenChange?.(next);
  };
  const confirm = async (): Promise<void> => {
    setIsBusy(true);
    setHasFailed(false);
    try {
      await onConfirm();
      setOwnOpen(false);
      onOpenChange?.(false);
    } catch {
      setHasFailed(true);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <AlertDialog open={isOpen} onOpenChange={setOpen}>
      {trigger ? <AlertDialogTrigger asChild>{trigger}</AlertDialogTrigger> : null}
      <AlertDialogContent>
        <AlertDialogTitle>{title}</AlertDialogTitle>
        <AlertDialogDescription asChild>
          <div>{children}</div>
        </AlertDialogDescription>
        <FormError className={hasFailed ? "mt-4" : ""}>{hasFailed ? failure : null}</FormError>
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button variant="ghost">{cancelLabel}</Button>
          </AlertDialogCancel>
          <Button
            variant={tone === "danger" ? "danger-solid" : "primary"}
            busy={isBusy}
            onClick={() => {
              void confirm();
            }}
          >
            {isBusy && busyLabel ? busyLabel : confirmLabel}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
