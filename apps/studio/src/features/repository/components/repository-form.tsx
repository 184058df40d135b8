"use client";

import { RepositoryName, visibilities, type Visibility } from "@byteos/contracts/repository";
import { visibilityDescriptions, visibilityNames } from "@byteos/forge-pages/visibility-words";
import { focusFirstError } from "@byteos/ui/logic/focus-first-error";
import { Field } from "@byteos/ui/patterns/field";
import { FormError } from "@byteos/ui/patterns/form-error";
import { showToast } from "@byteos/ui/patterns/toaster";
import { Button } from "@byteos/ui/primitives/button";
import { Input } from "@byteos/ui/primitives/input";
import { Select } from "@byteos/ui/primitives/select";
import { explainedWords } from "@byteos/web/explained-words";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState, useTransition } from "react";
import { updateRepositoryAction } from "../actions.ts";

export interface RepositoryFormProps {
  repository: {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly visibility: Visibility;
    readonly defaultBranch: string;
  };
  branches: readonly string[];
}

export function RepositoryForm({ repository, branches }: RepositoryFormProps) {
  const [visibility, setVisibility] = useState<string>(repository.visibility);
  const [branch, setBranch] = useState(repository.defaultBranch);
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
      const result = await updateRepositoryAction({
        repositoryId: repository.id,
        name: name.data,
        description,
        visibility,
        defaultBranch: branch,
      });
      if (result.ok) {
        showToast("Settings saved");
        if (name.data !== repository.name) router.replace(result.value.href);
      } else if (result.error.code === "forge.name-taken") refuse(explainedWords(result.error));
      else setError(explainedWords(result.error));
    });
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <FormError>{error}</FormError>
      <Field
        label="Name"
        hint="Its address changes with it; those who cloned it set the new one."
        error={nameError}
      >
        <Input name="name" defaultValue={repository.name} spellCheck={false} maxLength={100} />
      </Field>
      <Field label="Description" isOptional>
        <Input name="description" defaultValue={repository.description} maxLength={500} />
      </Field>
      <Field label="Who may see it">
        <Select
          value={visibility}
          onValueChange={setVisibility}
          options={visibilities.map((value) => ({
            value,
            label: visibilityNames[value],
            hint: visibilityDescriptions[value],
          }))}
        />
      </Field>
      {branches.length > 0 && (
        <Field label="Default branch" hint="Shown first, and what a clone begins with.">
          <Select
            value={branch}
            onValueChange={setBranch}
            options={[...new Set([repository.defaultBranch, ...branches])].map((value) => ({
              value,
              label: value,
            }))}
          />
        </Field>
      )}
      <div>
        <Button type="submit" variant="primary" busy={isBusy}>
          {isBusy ? "Saving…" : "Save settings"}
        </Button>
      </div>
    </form>
  );
}
