import type { QuestionOption } from "@byteos/contracts/question";
import { cn } from "@byteos/ui/logic/cn";
import { moveItem } from "@byteos/ui/logic/move-item";
import { Button } from "@byteos/ui/primitives/button";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Check from "lucide-react/icons/check";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useId, useState } from "react";
import { newOption } from "./new-question.ts";
import { RichTextField } from "./rich-text-field.tsx";

const mostOptions = 12;

export interface ChoiceEditorProps {
  noun: "option" | "step";
  options: QuestionOption[];
  onChange: (options: QuestionOption[]) => void;
  /** Left out where the order itself is the answer. */
  correct?: { ids: readonly string[]; isSingle: boolean; onToggle: (id: string) => void };
}

/** Choices of a question, or steps in their right order, edited where they stand. */
export function ChoiceEditor({ noun, options, onChange, correct }: ChoiceEditorProps) {
  const name = useId();
  const [addedId, setAddedId] = useState<string | null>(null);
  const addAfter = (index: number): void => {
    if (options.length >= mostOptions) return;
    const added = newOption();
    setAddedId(added.id);
    onChange([...options.slice(0, index + 1), added, ...options.slice(index + 1)]);
  };
  const remove = (id: string): void => onChange(options.filter((option) => option.id !== id));
  const Group = correct?.isSingle === true ? "div" : "ol";
  const Row = correct?.isSingle === true ? "div" : "li";
  return (
    <div>
      <Group
        {...(correct?.isSingle === true
          ? { role: "radiogroup", "aria-label": "Right answer" }
          : {})}
        className="grid gap-2"
      >
        {options.map((option, index) => {
          const isCorrect = correct?.ids.includes(option.id) ?? false;
          return (
            <Row
              key={option.id}
              className={cn(
                "group/option rounded-option flex items-start gap-2 border py-2 ps-2.5 pe-1.5",
                isCorrect ? "border-correct bg-correct-soft" : "border-line-strong bg-raised",
              )}
            >
              {correct ? (
                <label className="relative mt-0.5 grid size-6 shrink-0 cursor-pointer place-items-center">
                  <input
                    type={correct.isSingle ? "radio" : "checkbox"}
                    name={name}
                    checked={isCorrect}
                    onChange={() => correct.onToggle(option.id)}
                    aria-label={`${noun === "step" ? "Step" : "Option"} ${index + 1} is right`}
                    className={cn(
                      "border-control checked:border-correct checked:bg-correct size-6 cursor-pointer appearance-none border",
                      correct.isSingle ? "rounded-pill" : "rounded-xs",
                    )}
                  />
                  {isCorrect ? (
                    <Check aria-hidden className="icon-14 text-bg pointer-events-none absolute" />
                  ) : null}
                </label>
              ) : (
                <span className="text-muted bg-surface-2 mt-0.5 grid size-6 shrink-0 place-items-center rounded-xs text-xs font-medium tabular-nums">
                  {index + 1}
                </span>
              )}
              <RichTextField
                label={`${noun === "step" ? "Step" : "Option"} ${index + 1}`}
                value={option.content}
                placeholder={`${noun === "step" ? "Step" : "Option"} ${index + 1}`}
                isAutoFocused={option.id === addedId}
                onChange={(content) =>
                  onChange(
                    options.map((each) => (each.id === option.id ? { ...each, content } : each)),
                  )
                }
                onEnter={() => addAfter(index)}
                onBackspaceWhenEmpty={() => {
                  if (options.length > 2) remove(option.id);
                }}
                className="mt-0.5"
              />
              <span className="flex shrink-0 opacity-0 transition-opacity group-focus-within/option:opacity-100 group-hover/option:opacity-100 max-md:opacity-100">
                <IconButton
                  label={`Move ${noun} ${index + 1} up`}
                  size="xs"
                  disabled={index === 0}
                  onClick={() => onChange(moveItem(options, index, index - 1))}
                >
                  <ArrowUp aria-hidden className="icon-14" />
                </IconButton>
                <IconButton
                  label={`Move ${noun} ${index + 1} down`}
                  size="xs"
                  disabled={index === options.length - 1}
                  onClick={() => onChange(moveItem(options, index, index + 1))}
                >
                  <ArrowDown aria-hidden className="icon-14" />
                </IconButton>
                <IconButton
                  label={`Remove ${noun} ${index + 1}`}
                  size="xs"
                  onClick={() => remove(option.id)}
                >
                  <X aria-hidden className="icon-14" />
                </IconButton>
              </span>
            </Row>
          );
        })}
      </Group>
      <Button
        variant="ghost"
        size="sm"
        hang="start"
        className="mt-1.5"
        disabled={options.length >= mostOptions}
        onClick={() => addAfter(options.length - 1)}
      >
        <Plus aria-hidden />
        Add {noun}
      </Button>
    </div>
  );
}
