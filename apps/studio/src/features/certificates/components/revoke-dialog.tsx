"use client";

import { Field } from "@byteos/ui/patterns/field";
import { FormError } from "@byteos/ui/patterns/form-error";
import { showToast } from "@byteos/ui/patterns/toaster";
import { Button } from "@byteos/ui/primitives/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
  DialogTrigger,
} from "@byteos/ui/primitives/dialog";
import { Textarea } from "@byteos/ui/primitives/textarea";
import type { IssuedCertificate } from "@byteos/usecases/certificate/list-issued-certificates";
import { explainedWords } from "@byteos/web/explained-words";
import { type FormEvent, useState, useTransition } from "react";
import { revokeCertificateAction } from "../actions.ts";

/** Asks why, since an auditor will. */
export function RevokeDialog({ certificate }: { certificate: IssuedCertificate }) {
  const [isOpen, setIsOpen] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [reasonError, setReasonError] = useState<string | undefined>();
  const [isBusy, startTransition] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("reason");
    const reason = typeof typed === "string" ? typed.trim() : "";
    setError(null);
    setReasonError(reason === "" ? "Say why" : undefined);
    if (reason === "") return;
    startTransition(async () => {
      const result = await revokeCertificateAction({ certificateId: certificate.id, reason });
      if (!result.ok) {
        setError(explainedWords(result.error));
        return;
      }
      showToast("Certificate revoked");
      setIsOpen(false);
    });
  }

  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button
          size="sm"
          variant="ghost"
          hang="start"
          aria-label={`Revoke ${certificate.title} of ${certificate.recipientName}`}
        >
          Revoke…
        </Button>
      </DialogTrigger>
      <DialogContent width="md">
        <DialogTitle>Revoke this certificate?</DialogTitle>
        <DialogDescription>
          {certificate.title}, {certificate.recipientName}. Anyone with its link sees from now on
          that it was taken back. This cannot be undone; the person keeps their progress.
        </DialogDescription>
        <form onSubmit={submit} noValidate className="mt-4 grid gap-4">
          <FormError>{error}</FormError>
          <Field
            label="Reason"
            hint="Kept in the audit trail of your organisation, not shown on the certificate."
            error={reasonError}
          >
            <Textarea name="reason" rows={3} maxLength={500} />
          </Field>
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="danger-solid" busy={isBusy}>
              {isBusy ? "Revoking…" : "Revoke certificate"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
