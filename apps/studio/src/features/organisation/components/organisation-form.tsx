"use client";

import { focusFirstError } from "@byteos/ui/logic/focus-first-error";
import { Field } from "@byteos/ui/patterns/field";
import { FormError } from "@byteos/ui/patterns/form-error";
import { showToast } from "@byteos/ui/patterns/toaster";
import { Button } from "@byteos/ui/primitives/button";
import { Input } from "@byteos/ui/primitives/input";
import { NativeSelect } from "@byteos/ui/primitives/native-select";
import type { Explained } from "@byteos/web/explain-error";
import { explainedWords } from "@byteos/web/explained-words";
import { type FormEvent, useRef, useState, useTransition } from "react";
import { updateOrganisationAction } from "../actions.ts";

const languages = [
  { value: "en", label: "English" },
  { value: "de", label: "Deutsch" },
  { value: "es", label: "Español" },
  { value: "fr", label: "Français" },
  { value: "it", label: "Italiano" },
  { value: "nl", label: "Nederlands" },
  { value: "pt", label: "Português" },
];

export interface OrganisationFormProps {
  name: string;
  defaultLanguage: string;
  timezone: string;
  timeZones: readonly string[];
  canConfigure: boolean;
}

export function OrganisationForm(props: OrganisationFormProps) {
  const [error, setError] = useState<Explained | null>(null);
  const [isBusy, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const knownLanguages = languages.some(({ value }) => value === props.defaultLanguage)
    ? languages
    : [...languages, { value: props.defaultLanguage, label: props.defaultLanguage }];

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(event.currentTarget));
    startTransition(async () => {
      const result = await updateOrganisationAction(typed);
      setError(result.ok ? null : result.error);
      if (result.ok) showToast("Settings saved");
      else if (form.current) focusFirstError(form.current);
    });
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid max-w-120 gap-4">
      <FormError>
        {error !== null && error.fieldErrors === undefined ? explainedWords(error) : null}
      </FormError>
      <Field label="Name" error={error?.fieldErrors?.["name"]}>
        <Input
          name="name"
          defaultValue={props.name}
          maxLength={120}
          disabled={!props.canConfigure}
        />
      </Field>
      <Field label="Language of new courses">
        <NativeSelect
          name="default_language"
          defaultValue={props.defaultLanguage}
          options={knownLanguages}
          disabled={!props.canConfigure}
        />
      </Field>
      <Field
        label="Time zone"
        hint="For deadlines and daily figures."
        error={error?.fieldErrors?.["timezone"]}
      >
        <NativeSelect
          name="timezone"
          defaultValue={props.timezone}
          options={props.timeZones.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
          disabled={!props.canConfigure}
        />
      </Field>
      {props.canConfigure && (
        <div>
          <Button type="submit" variant="primary" busy={isBusy}>
            {isBusy ? "Saving…" : "Save settings"}
          </Button>
        </div>
      )}
    </form>
  );
}
