"use client";

import { tokenScopes, type TokenScope } from "@byteos/contracts/repository";
import { focusFirstError } from "@byteos/ui/logic/focus-first-error";
import { Callout } from "@byteos/ui/patterns/callout";
import { CopyButton } from "@byteos/ui/patterns/copy-button";
import { ChoiceField, Field } from "@byteos/ui/patterns/field";
import { FormError } from "@byteos/ui/patterns/form-error";
import { Button } from "@byteos/ui/primitives/button";
import { Checkbox } from "@byteos/ui/primitives/checkbox";
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
import { Select } from "@byteos/ui/primitives/select";
import { explainedWords } from "@byteos/web/explained-words";
import Plus from "lucide-react/icons/plus";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState, useTransition } from "react";
import { createTokenAction } from "../actions.ts";
import { scopeDescriptions, scopeNames } from "../scope-words.ts";

const spans = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
];

export function CreateToken() {
  const [isOpen, setIsOpen] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const router = useRouter();
  function open(next: boolean): void {
    setIsOpen(next);
    // Closed, it is never shown again; the list has it from now on.
    if (!next && token !== null) router.refresh();
    if (!next) setToken(null);
  }
  return (
    <Dialog open={isOpen} onOpenChange={open}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden />
          New token
        </Button>
      </DialogTrigger>
      <DialogContent width="md">
        <DialogTitle>{token === null ? "New token" : "Copy it now"}</DialogTitle>
        {token === null ? (
          <TokenForm onCreated={setToken} />
        ) : (
          <>
            <DialogDescription>
              It is shown this once. Keep it like a password: whoever has it acts as you.
            </DialogDescription>
            <div className="border-line bg-surface rounded-control mt-4 flex items-center gap-2 border ps-3 pe-1">
              <code className="min-w-0 flex-1 py-2.5 font-mono text-[0.8125rem] break-all">
                {token}
              </code>
              <CopyButton text={token} label="Copy the token" isIconOnly size="sm" />
            </div>
            <Callout variant="tip" title={null} className="mt-4">
              Pass it to <code className="font-mono">byteos login</code> on its standard input.
            </Callout>
            <DialogFooter>
              <DialogClose asChild>
                <Button variant="primary">I have copied it</Button>
              </DialogClose>
            </DialogFooter>
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}

function TokenForm({ onCreated }: { onCreated: (token: string) => void }) {
  const [scopes, setScopes] = useState<readonly TokenScope[]>(["read"]);
  const [days, setDays] = useState("90");
  const [nameError, setNameError] = useState<string | undefined>();
  const [error, setError] = useState<string | null>(null);
  const [isBusy, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("name");
    const name = typeof typed === "string" ? typed.trim() : "";
    setNameError(name === "" ? "Say what it is for" : undefined);
    setError(scopes.length === 0 ? "Choose at least one thing that it may do." : null);
    if (name === "" || scopes.length === 0) {
      requestAnimationFrame(() => form.current && focusFirstError(form.current));
      return;
    }
    startTransition(async () => {
      const result = await createTokenAction({ name, scopes, days: Number(days) });
      if (result.ok) onCreated(result.value.token);
      else setError(explainedWords(result.error));
    });
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="mt-4 grid gap-4">
      <DialogDescription>
        A program that has it acts as you, within what you allow.
      </DialogDescription>
      <FormError>{error}</FormError>
      <Field label="What it is for" hint="The name of a machine or program." error={nameError}>
        <Input name="name" autoComplete="off" maxLength={100} />
      </Field>
      <fieldset className="grid gap-2.5">
        <legend className="mb-2 text-sm font-medium">It may</legend>
        {tokenScopes.map((scope) => (
          <ChoiceField key={scope} label={scopeNames[scope]} hint={scopeDescriptions[scope]}>
            <Checkbox
              checked={scopes.includes(scope)}
              onCheckedChange={(checked) =>
                setScopes(
                  tokenScopes.filter((each) =>
                    each === scope ? checked === true : scopes.includes(each),
                  ),
                )
              }
            />
          </ChoiceField>
        ))}
      </fieldset>
      <Field label="Runs out after">
        <Select value={days} onValueChange={setDays} options={spans} />
      </Field>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" busy={isBusy}>
          {isBusy ? "Making…" : "Make token"}
        </Button>
      </DialogFooter>
    </form>
  );
}
