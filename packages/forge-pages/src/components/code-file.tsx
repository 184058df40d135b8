"use client";

import { FormError } from "@byteos/ui/patterns/form-error";
import { CodeView } from "@byteos/ui/patterns/repository/code-view";
import { useState } from "react";
import { fetchText } from "../fetch-file.ts";

export interface CodeFileProps {
  name: string;
  ending: string;
  text: string;
  /** Where the rest begins; null when this is all. */
  nextByte: number | null;
  size: number;
  /** Address of the file's bytes. */
  address: string;
}

/** A file of code or other text, of which long ones are fetched as they are read. */
export function CodeFile({ name, ending, text, nextByte, size, address }: CodeFileProps) {
  const [shown, setShown] = useState({ text, nextByte });
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const next = shown.nextByte;
  const load = async (from: number): Promise<void> => {
    setIsBusy(true);
    setError(null);
    try {
      const more = await fetchText(address, from, size);
      setShown((known) => ({ text: known.text + more.text, nextByte: more.nextByte }));
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : "The rest could not be loaded.");
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <>
      <CodeView
        label={name}
        text={shown.text}
        ending={ending}
        isLoadingMore={isBusy}
        onMore={next === null ? undefined : () => void load(next)}
      />
      <FormError>{error}</FormError>
    </>
  );
}
