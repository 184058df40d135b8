"use client";

import { Field } from "@byteos/ui/patterns/field";
import { Button } from "@byteos/ui/primitives/button";
import { Input } from "@byteos/ui/primitives/input";
import { type FormEvent, useState } from "react";

function isWebAddress(text: string): boolean {
  // Some browsers take a host with spaces.
  return !/\s/.test(text) && /^https?:$/.test(URL.parse(text)?.protocol ?? "");
}

export interface AddressFormProps {
  isBusy: boolean;
  onAddress: (url: string) => void;
}

/** A page on the web instead of a file. */
export function AddressForm({ isBusy, onAddress }: AddressFormProps) {
  const [error, setError] = useState<string | undefined>();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("url");
    const text = typeof typed === "string" ? typed.trim() : "";
    const url = /^[a-z]+:/i.test(text) ? text : `https://${text}`;
    if (text === "" || !isWebAddress(url)) {
      setError("This is not the address of a page. Paste one like https://example.org/page");
      return;
    }
    setError(undefined);
    onAddress(url);
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap items-end gap-2">
      <Field label="Or a page on the web" error={error} className="min-w-60 flex-1">
        <Input
          name="url"
          type="url"
          inputMode="url"
          autoComplete="off"
          placeholder="https://"
          spellCheck={false}
        />
      </Field>
      <Button type="submit" busy={isBusy}>
        Read page
      </Button>
    </form>
  );
}
