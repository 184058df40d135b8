import type { Flashcard, KeyTerm, Objective } from "@byteos/contracts/module-content";
import { useId } from "react";
import { RichTextField } from "../questions/rich-text-field.tsx";
import { lacksTerm } from "../state/study-aids.ts";
import { PlainTextField } from "./plain-text-field.tsx";

export interface AidFieldsProps<T> {
  item: T;
  /** Counted from 1, as people do. */
  number: number;
  isReadOnly: boolean;
  isAutoFocused: boolean;
  /** `field` names what was written in. */
  onChange: (item: T, field: string) => void;
  /** Another one below. */
  onAddBelow: () => void;
  onRemove: () => void;
}

const fieldClasses = "max-md:min-h-11 max-md:py-2.5";

export function ObjectiveFields({ item, number, onChange, ...rest }: AidFieldsProps<Objective>) {
  return (
    <PlainTextField
      label={`Objective ${number}`}
      placeholder="What a learner can do afterwards"
      value={item.text}
      maxLength={500}
      onChange={(text) => onChange({ ...item, text }, "text")}
      onEnter={rest.onAddBelow}
      onBackspaceWhenEmpty={rest.onRemove}
      isReadOnly={rest.isReadOnly}
      isAutoFocused={rest.isAutoFocused}
      className={fieldClasses}
    />
  );
}

export function TermFields({ item, number, onChange, ...rest }: AidFieldsProps<KeyTerm>) {
  const errorId = useId();
  const isNameless = lacksTerm(item);
  return (
    <>
      <PlainTextField
        label={`Term ${number}`}
        placeholder="Term"
        value={item.term}
        maxLength={200}
        onChange={(term) => onChange({ ...item, term }, "term")}
        {...(item.definition === "" ? { onBackspaceWhenEmpty: rest.onRemove } : {})}
        isReadOnly={rest.isReadOnly}
        isAutoFocused={rest.isAutoFocused}
        errorId={isNameless ? errorId : undefined}
        className={`${fieldClasses} font-medium`}
      />
      {isNameless ? (
        <p id={errorId} className="text-incorrect-fg px-1 text-xs">
          Name the term that this defines.
        </p>
      ) : null}
      <PlainTextField
        label={`Definition of term ${number}`}
        placeholder="What it means"
        value={item.definition}
        maxLength={4_000}
        onChange={(definition) => onChange({ ...item, definition }, "definition")}
        onEnter={rest.onAddBelow}
        isReadOnly={rest.isReadOnly}
        className={`${fieldClasses} text-muted`}
      />
    </>
  );
}

export function CardFields({ item, number, onChange, ...rest }: AidFieldsProps<Flashcard>) {
  return (
    <>
      <RichTextField
        label={`Front of flashcard ${number}`}
        placeholder="Front: what is asked"
        value={item.front}
        onChange={(front) => onChange({ ...item, front }, "front")}
        {...(item.back.length === 0 ? { onBackspaceWhenEmpty: rest.onRemove } : {})}
        isReadOnly={rest.isReadOnly}
        isAutoFocused={rest.isAutoFocused}
        className="font-medium"
        fieldClassName={fieldClasses}
      />
      <RichTextField
        label={`Back of flashcard ${number}`}
        placeholder="Back: what to recall"
        value={item.back}
        onChange={(back) => onChange({ ...item, back }, "back")}
        isReadOnly={rest.isReadOnly}
        className="border-line mt-1 border-t pt-1"
        fieldClassName={fieldClasses}
      />
    </>
  );
}
