"use client";

import { formatBytes } from "@byteos/ui/logic/format-bytes";
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
import { Input } from "@byteos/ui/primitives/input";
import type { DeletionPreview } from "@byteos/usecases/forge/delete-repository";
import { explainedWords } from "@byteos/web/explained-words";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { deleteRepositoryAction, previewDeletionAction } from "../actions.ts";

function freedWords({ freedBytes, sharedBytes, borrowers }: DeletionPreview): string {
  if (borrowers === 0) return `This frees ${formatBytes(freedBytes)} at once.`;
  const others = borrowers === 1 ? "Another repository uses" : `${borrowers} others use`;
  return `This frees ${formatBytes(freedBytes)}. ${others} its content, so ${formatBytes(sharedBytes)} stay until nobody needs them.`;
}

/** Says first what it frees, and wants the name typed. */
export function DeleteRepository({ repositoryId, name }: { repositoryId: string; name: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const [preview, setPreview] = useState<DeletionPreview | null>(null);
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [isBusy, startTransition] = useTransition();
  const router = useRouter();

  function open(next: boolean): void {
    setIsOpen(next);
    setTyped("");
    setError(null);
    setPreview(null);
    if (!next) return;
    startTransition(async () => {
      const result = await previewDeletionAction({ repositoryId });
      if (result.ok) setPreview(result.value);
      else setError(explainedWords(result.error));
    });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    startTransition(async () => {
      const result = await deleteRepositoryAction({ repositoryId, confirmation: typed });
      if (!result.ok) {
        setError(explainedWords(result.error));
        return;
      }
      showToast(`${name} was deleted`, {
        description: `${formatBytes(result.value.freedBytes)} are free again.`,
      });
      router.replace("/forge");
    });
  }

  return (
    <Dialog open={isOpen} onOpenChange={open}>
      <DialogTrigger asChild>
        <Button variant="danger">Delete repository…</Button>
      </DialogTrigger>
      <DialogContent width="md">
        <DialogTitle>Delete {name}?</DialogTitle>
        <DialogDescription>
          All its versions go, for everyone. This cannot be undone.{" "}
          {preview === null ? "Working out what it frees…" : freedWords(preview)}
        </DialogDescription>
        <form onSubmit={submit} noValidate className="mt-4 grid gap-4">
          <FormError>{error}</FormError>
          <Field label={`Type ${name} to go on`}>
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button
              type="submit"
              variant="danger-solid"
              busy={isBusy && preview !== null}
              disabled={typed.trim().toLowerCase() !== name}
            >
              {isBusy && preview !== null ? "Deleting…" : "Delete repository"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
