"use client";

import { Button } from "@byteos/ui/primitives/button";
import type { Editor } from "@tiptap/core";
import { useState } from "react";
import { completeHref } from "../schema/marks.ts";

export interface LinkFormProps {
  editor: Editor;
  onDone: () => void;
}

/** Puts a link on the selected words, changes it, or takes it off. */
export function LinkForm({ editor, onDone }: LinkFormProps) {
  const current: unknown = editor.getAttributes("link").href;
  const [address, setAddress] = useState(typeof current === "string" ? current : "");
  const [isWrong, setIsWrong] = useState(false);
  const set = (): void => {
    const href = completeHref(address);
    if (href === null) {
      setIsWrong(true);
      return;
    }
    editor.chain().focus().extendMarkRange("link").setMark("link", { href }).run();
    onDone();
  };
  return (
    <form
      className="flex items-center gap-1.5 p-1"
      onSubmit={(event) => {
        event.preventDefault();
        set();
      }}
    >
      <input
        aria-label="Address of the link"
        aria-invalid={isWrong}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- opened by the person's own press on Link
        autoFocus
        value={address}
        placeholder="example.org or name@example.org"
        onChange={(event) => {
          setAddress(event.target.value);
          setIsWrong(false);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            onDone();
          }
        }}
        className="rounded-control border-control aria-invalid:border-incorrect min-h-7 w-60 border bg-transparent px-2 text-sm"
      />
      <Button size="sm" type="submit" variant="primary">
        Link
      </Button>
      {current === undefined ? null : (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
            onDone();
          }}
        >
          Remove
        </Button>
      )}
      <span role="alert" className="text-incorrect-fg text-xs">
        {isWrong ? "Not a web, mail or telephone address" : ""}
      </span>
    </form>
  );
}
