"use client";

import type { OrgRole } from "@byteos/contracts/role";
import { focusFirstError } from "@byteos/ui/logic/focus-first-error";
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
import { Select } from "@byteos/ui/primitives/select";
import { Textarea } from "@byteos/ui/primitives/textarea";
import { explainedWords } from "@byteos/web/explained-words";
import UserPlus from "lucide-react/icons/user-plus";
import { type FormEvent, useRef, useState, useTransition } from "react";
import { invitePeopleAction } from "../actions.ts";
import { roleDescriptions, roleNames } from "../role-words.ts";

function addressesIn(text: string): string[] {
  return text.split(/[\s,;]+/u).filter((part) => part !== "");
}

function outcomeWords(invited: number, known: number, failed: number): string {
  const parts = [
    invited > 0 ? `${invited} invited` : "",
    known > 0 ? `${known} already a member` : "",
    failed > 0 ? `${failed} could not be mailed: send again from the list` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

export function InviteDialog({ invitable }: { invitable: readonly OrgRole[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const [role, setRole] = useState<string>("learner");
  const [error, setError] = useState<string | null>(null);
  const [addressError, setAddressError] = useState<string | undefined>();
  const [isBusy, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);

  function refuse(message: string): void {
    setAddressError(message);
    requestAnimationFrame(() => form.current && focusFirstError(form.current));
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("emails");
    const emails = addressesIn(typeof typed === "string" ? typed : "");
    setError(null);
    setAddressError(undefined);
    if (emails.length === 0) return refuse("Name at least one address");
    const wrong = emails.find((email) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/u.test(email));
    if (wrong !== undefined) return refuse(`${wrong} is not a mail address`);
    startTransition(async () => {
      const result = await invitePeopleAction({ emails, role });
      if (!result.ok) {
        setError(explainedWords(result.error));
        return;
      }
      const count = (outcome: string) =>
        result.value.filter((each) => each.outcome === outcome).length;
      showToast(outcomeWords(count("invited"), count("already-member"), count("mail-failed")));
      setIsOpen(false);
    });
  }

  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <UserPlus aria-hidden />
          Invite people
        </Button>
      </DialogTrigger>
      <DialogContent width="md">
        <DialogTitle>Invite people</DialogTitle>
        <DialogDescription>
          Each gets a mail with a link that works for 14 days. They make their own password.
        </DialogDescription>
        <form ref={form} onSubmit={submit} noValidate className="mt-4 grid gap-4">
          <FormError>{error}</FormError>
          <Field
            label="Mail addresses"
            hint="Separate them with commas, spaces or new lines. At most 50."
            error={addressError}
          >
            <Textarea name="emails" rows={4} autoComplete="off" spellCheck={false} />
          </Field>
          <Field label="Role">
            <Select
              value={role}
              onValueChange={setRole}
              options={invitable.map((value) => ({
                value,
                label: roleNames[value],
                hint: roleDescriptions[value],
              }))}
            />
          </Field>
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" busy={isBusy}>
              {isBusy ? "Sending…" : "Send invitations"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
