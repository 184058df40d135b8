import type { Question } from "@byteos/contracts/question";
import { Button } from "@byteos/ui/primitives/button";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { RichTextField } from "./rich-text-field.tsx";

export interface HintEditorProps {
  question: Question;
  onChange: (question: Question) => void;
}

const mostHints = 5;

/** Hints from small to large, and what is said after the answer. */
export function HintEditor({ question, onChange }: HintEditorProps) {
  const hints = question.hints ?? [];
  const setHints = (next: readonly string[]): void => {
    const { hints: _dropped, ...rest } = question;
    const filled = next.slice(0, mostHints);
    onChange(filled.length > 0 ? { ...rest, hints: [...filled] } : rest);
  };
  return (
    <div className="border-line mt-4 grid gap-3 border-t pt-3">
      <div>
        <p className="text-muted text-xs font-medium">After the answer</p>
        <RichTextField
          label="Explanation"
          placeholder="Why this is so"
          value={question.explanation ?? []}
          onChange={(explanation) => {
            const { explanation: _dropped, ...rest } = question;
            onChange(explanation.length > 0 ? { ...rest, explanation } : rest);
          }}
          className="-ms-1 mt-1"
        />
      </div>
      {hints.length > 0 ? (
        <ol className="grid gap-1.5">
          {hints.map((hint, index) => (
            <li key={index} className="flex items-start gap-2">
              <span className="text-muted mt-1 w-12 shrink-0 text-xs font-medium">
                Hint {index + 1}
              </span>
              <RichTextField
                label={`Hint ${index + 1}`}
                value={[{ text: hint }]}
                onChange={(value) => {
                  const text = value.map((span) => span.text).join("");
                  setHints(
                    text === ""
                      ? hints.filter((_, at) => at !== index)
                      : hints.map((each, at) => (at === index ? text : each)),
                  );
                }}
              />
              <IconButton
                label={`Remove hint ${index + 1}`}
                size="xs"
                onClick={() => setHints(hints.filter((_, at) => at !== index))}
              >
                <X aria-hidden className="icon-14" />
              </IconButton>
            </li>
          ))}
        </ol>
      ) : null}
      <Button
        variant="ghost"
        size="sm"
        hang="start"
        className="justify-self-start"
        disabled={hints.length >= mostHints}
        onClick={() => setHints([...hints, "Think of"])}
      >
        <Plus aria-hidden />
        Add hint
      </Button>
    </div>
  );
}
