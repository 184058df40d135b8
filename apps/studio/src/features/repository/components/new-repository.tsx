"use client";

import { RepositoryName, visibilities, type Visibility } from "@byteos/contracts/repository";
import { visibilityDescriptions, visibilityNames } from "@byteos/forge-pages/visibility-words";
import { focusFirstError } from "@byteos/ui/logic/focus-first-error";
import { ChoiceField, Field } from "@byteos/ui/patterns/field";
import { FormError } from "@byteos/ui/patterns/form-error";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Button } from "@byteos/ui/primitives/button";
import { Input } from "@byteos/ui/primitives/input";
import { RadioGroup, RadioGroupItem } from "@byteos/ui/primitives/radio-group";
import { explainedWords } from "@byteos/web/explained-words";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState, useTransition } from "react";
import { createRepositoryAction } from "../actions.ts";

export function NewRepository() {
  const [visibility, setVisibility] = useState<Visibility>("private");
  const [nameError, setNameError] = useState<string | undefined>();
  const [error, setError] = useState<string | null>(null);
  const [isBusy, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const router = useRouter();

  function refuse(message: string): void {
    setNameError(message);
    requestAnimationFrame(() => form.current && focusFirstError(form.current));
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const name = RepositoryName.safeParse(data.get("name"));
    setError(null);
    setNameError(undefined);
    if (!name.success) return refuse(name.error.issues[0]?.message ?? "Give it a name");
    const description = data.get("description");
    startTransition(async () => {
      const result = await createRepositoryAction({ name: name.data, description, visibility });
      if (result.ok) router.push(result.value.href);
      else if (result.error.code === "forge.name-taken") refuse(explainedWords(result.error));
      else setError(explainedWords(result.error));
    });
  }

  return (
    <div className="grid max-w-160 gap-6">
      <PageHeader
        className="mb-0!"
        title="New repository"
        description="It begins empty. Push a folder to it with the byteos command."
      />
      <form ref={form} onSubmit={submit} noValidate className="grid gap-5">
        <FormError>{error}</FormError>
        <Field
          label="Name"
          hint="Lower-case letters, digits, dots, - and _. It is part of the address."
          error={nameError}
        >
          <Input name="name" autoComplete="off" spellCheck={false} maxLength={100} />
        </Field>
        <Field label="Description" isOptional>
          <Input name="description" autoComplete="off" maxLength={500} />
        </Field>
        <fieldset>
          <legend className="mb-2 text-sm font-medium">Who may see it</legend>
          <RadioGroup
            value={visibility}
            onValueChange={(value) => {
              const chosen = visibilities.find((each) => each === value);
              if (chosen !== undefined) setVisibility(chosen);
            }}
            className="grid gap-3"
          >
            {visibilities.map((value) => (
              <ChoiceField
                key={value}
                label={visibilityNames[value]}
                hint={visibilityDescriptions[value]}
              >
                <RadioGroupItem value={value} />
              </ChoiceField>
            ))}
          </RadioGroup>
        </fieldset>
        <div className="flex gap-2">
          <Button type="submit" variant="primary" busy={isBusy}>
            {isBusy ? "Creating…" : "Create repository"}
          </Button>
          <Button asChild>
            <Link href="/forge">Cancel</Link>
          </Button>
        </div>
      </form>
    </div>
  );
}
