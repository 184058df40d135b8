import { cn } from "@byteos/ui/logic/cn";
import type { KeyboardEvent } from "react";

export interface PlainTextFieldProps {
  label: string;
  value: string;
  maxLength: number;
  onChange: (value: string) => void;
  placeholder?: string;
  className?: string;
  isReadOnly?: boolean;
  isAutoFocused?: boolean;
  /** The id of the words that say what is wrong. */
  errorId?: string | undefined;
  onEnter?: () => void;
  onBackspaceWhenEmpty?: () => void;
}

/** A growing field for words without marks; a line break is a space. */
export function PlainTextField({
  label,
  value,
  maxLength,
  onChange,
  placeholder,
  className,
  isReadOnly = false,
  isAutoFocused = false,
  errorId,
  onEnter,
  onBackspaceWhenEmpty,
}: PlainTextFieldProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") {
      event.preventDefault();
      onEnter?.();
    } else if (event.key === "Backspace" && value === "" && onBackspaceWhenEmpty) {
      event.preventDefault();
      onBackspaceWhenEmpty();
    }
  };
  return (
    <textarea
      aria-label={label}
      rows={1}
      value={value}
      maxLength={maxLength}
      placeholder={placeholder}
      readOnly={isReadOnly}
      aria-invalid={errorId === undefined ? undefined : true}
      aria-describedby={errorId}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field was just added by the person's own key press
      autoFocus={isAutoFocused}
      onChange={(event) => onChange(event.target.value.replace(/\s*\n\s*/g, " "))}
      onKeyDown={isReadOnly ? undefined : onKeyDown}
      className={cn(
        "placeholder:text-subtle block w-full min-w-0 resize-none rounded-xs bg-transparent px-1 py-0.5 [field-sizing:content]",
        className,
      )}
    />
  );
}
