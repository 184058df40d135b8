import type { RichText } from "@byteos/contracts/rich-text";
import { plainText } from "@byteos/contracts/words";
import { cn } from "@byteos/ui/logic/cn";
import { RichTextView } from "@byteos/ui/patterns/blocks/rich-text-view";
import { useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { editPlain, toggleMark } from "./edit-plain.ts";

export interface RichTextFieldProps {
  label: string;
  value: RichText;
  onChange: (value: RichText) => void;
  placeholder?: string;
  className?: string;
  /** Enter adds a line only with Shift; alone it does this. */
  onEnter?: () => void;
  onBackspaceWhenEmpty?: () => void;
  isAutoFocused?: boolean;
  isReadOnly?: boolean;
  /** Of the field and of its words with marks, which lie on one another. */
  fieldClassName?: string;
}

const markKeys = { b: "bold", i: "italic", e: "code" } as const;

function markOf(event: KeyboardEvent) {
  if (!(event.metaKey || event.ctrlKey) || event.altKey) return null;
  return event.key === "b" || event.key === "i" || event.key === "e" ? markKeys[event.key] : null;
}

/** A growing field for words with marks: shown plain while it is edited, with its marks otherwise. */
export function RichTextField({
  label,
  value,
  onChange,
  placeholder,
  className,
  onEnter,
  onBackspaceWhenEmpty,
  isAutoFocused = false,
  isReadOnly = false,
  fieldClassName,
}: RichTextFieldProps): ReactNode {
  const [isEditing, setIsEditing] = useState(false);
  const text = plainText(value);
  const hasMarks = value.some((span) => span.marks !== undefined || span.href !== undefined);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const field = event.currentTarget;
    const mark = markOf(event);
    if (mark !== null && field.selectionStart < field.selectionEnd) {
      event.preventDefault();
      onChange(toggleMark(value, field.selectionStart, field.selectionEnd, mark));
    } else if (event.key === "Enter" && !event.shiftKey && onEnter) {
      event.preventDefault();
      onEnter();
    } else if (event.key === "Backspace" && text === "" && onBackspaceWhenEmpty) {
      event.preventDefault();
      onBackspaceWhenEmpty();
    }
  };
  return (
    <span className={cn("relative block min-w-0 flex-1", className)}>
      <textarea
        aria-label={label}
        rows={1}
        value={text}
        placeholder={placeholder}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field was just added by the person's own key press
        autoFocus={isAutoFocused}
        onChange={(event) => onChange(editPlain(value, event.target.value))}
        readOnly={isReadOnly}
        onKeyDown={isReadOnly ? undefined : onKeyDown}
        onFocus={() => setIsEditing(true)}
        onBlur={() => setIsEditing(false)}
        className={cn(
          "placeholder:text-subtle block w-full resize-none rounded-xs bg-transparent px-1 py-0.5 [field-sizing:content]",
          hasMarks && !isEditing && "text-transparent caret-transparent",
          fieldClassName,
        )}
      />
      {hasMarks && !isEditing ? (
        <span
          aria-hidden
          className={cn(
            "pointer-events-none absolute inset-0 px-1 py-0.5 [overflow-wrap:anywhere] whitespace-pre-wrap",
            fieldClassName,
          )}
        >
          <RichTextView content={value} />
        </span>
      ) : null}
    </span>
  );
}
