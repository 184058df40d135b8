"use client";

import { cn } from "@byteos/ui/logic/cn";
import type { Editor } from "@tiptap/core";
import Bold from "lucide-react/icons/bold";
import Code from "lucide-react/icons/code";
import Italic from "lucide-react/icons/italic";
import Link from "lucide-react/icons/link";
import Strikethrough from "lucide-react/icons/strikethrough";
import Subscript from "lucide-react/icons/subscript";
import Superscript from "lucide-react/icons/superscript";
import Underline from "lucide-react/icons/underline";
import { useState } from "react";
import { LinkForm } from "./link-form.tsx";

const tools = [
  { mark: "bold", label: "Bold (Ctrl B)", Icon: Bold },
  { mark: "italic", label: "Italic (Ctrl I)", Icon: Italic },
  { mark: "underline", label: "Underline (Ctrl U)", Icon: Underline },
  { mark: "strike", label: "Strike through", Icon: Strikethrough },
  { mark: "code", label: "Code (Ctrl E)", Icon: Code },
  { mark: "subscript", label: "Subscript", Icon: Subscript },
  { mark: "superscript", label: "Superscript", Icon: Superscript },
] as const;

/** Over selected words: how they look, and where they lead. */
export function MarksToolbar({ editor }: { editor: Editor }) {
  const [isLinking, setIsLinking] = useState(false);
  if (isLinking) return <LinkForm editor={editor} onDone={() => setIsLinking(false)} />;
  const press = (mark: string): void => {
    editor.chain().focus().toggleMark(mark).run();
  };
  const button = (mark: string, label: string, onPress: () => void, Icon: typeof Bold) => (
    <button
      key={mark}
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={editor.isActive(mark)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
      className={cn(
        "rounded-control hover:bg-hover text-muted aria-pressed:bg-primary-soft aria-pressed:text-primary grid size-7 place-items-center max-md:size-10",
      )}
    >
      <Icon aria-hidden />
    </button>
  );
  return (
    <div role="toolbar" aria-label="Words" className="flex">
      {tools.map(({ mark, label, Icon }) => button(mark, label, () => press(mark), Icon))}
      <span className="bg-line mx-0.5 my-1 w-px" />
      {button("link", "Link (Ctrl K)", () => setIsLinking(true), Link)}
    </div>
  );
}
