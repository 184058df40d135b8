import type { Question } from "@byteos/contracts/question";
import { Button } from "@byteos/ui/primitives/button";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import ArrowRight from "lucide-react/icons/arrow-right";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { newPair } from "./new-question.ts";
import { RichTextField } from "./rich-text-field.tsx";

type Pairs = Extract<Question, { kind: "match" }>["pairs"];

export interface PairEditorProps {
  pairs: Pairs;
  onChange: (pairs: Pairs) => void;
}

/** Pairs that belong together; learners get the right sides shuffled. */
export function PairEditor({ pairs, onChange }: PairEditorProps) {
  const change = (leftId: string, part: Partial<Pairs[number]>): void =>
    onChange(pairs.map((pair) => (pair.leftId === leftId ? { ...pair, ...part } : pair)));
  return (
    <div>
      <ol className="grid gap-2">
        {pairs.map((pair, index) => (
          <li
            key={pair.leftId}
            className="rounded-option border-line-strong bg-raised flex items-start gap-2 border px-2 py-2 max-sm:flex-wrap"
          >
            <RichTextField
              label={`Left side ${index + 1}`}
              placeholder="Left side"
              value={pair.left}
              onChange={(left) => change(pair.leftId, { left })}
            />
            <ArrowRight aria-hidden className="text-muted mt-1.5 rtl:rotate-180" />
            <RichTextField
              label={`Right side ${index + 1}`}
              placeholder="What belongs to it"
              value={pair.right}
              onChange={(right) => change(pair.leftId, { right })}
            />
            <IconButton
              label={`Remove pair ${index + 1}`}
              size="xs"
              onClick={() => onChange(pairs.filter((each) => each.leftId !== pair.leftId))}
            >
              <X aria-hidden className="icon-14" />
            </IconButton>
          </li>
        ))}
      </ol>
      <Button
        variant="ghost"
        size="sm"
        hang="start"
        className="mt-1.5"
        disabled={pairs.length >= 12}
        onClick={() => onChange([...pairs, newPair()])}
      >
        <Plus aria-hidden />
        Add pair
      </Button>
    </div>
  );
}
