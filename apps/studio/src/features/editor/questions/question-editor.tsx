import type { Question, QuestionKind } from "@byteos/contracts/question";
import { findQuestionProblems } from "@byteos/courseware/publish/question-problems";
import { cn } from "@byteos/ui/logic/cn";
import { BlockIcon } from "@byteos/ui/patterns/block-icon";
import { NativeSelect } from "@byteos/ui/primitives/native-select";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { ChoiceEditor } from "./choice-editor.tsx";
import { HintEditor } from "./hint-editor.tsx";
import { changeKind, fillInSource, parseFillIn, questionKindNames } from "./new-question.ts";
import { PairEditor } from "./pair-editor.tsx";
import { RichTextField } from "./rich-text-field.tsx";

export interface QuestionEditorProps {
  question: Question;
  onChange: (question: Question) => void;
}

const kindOptions = Object.entries(questionKindNames).map(([value, label]) => ({ value, label }));
const isKind = (value: string): value is QuestionKind => value in questionKindNames;

function AnswerEditor({ question, onChange }: QuestionEditorProps): ReactNode {
  switch (question.kind) {
    case "single":
      return (
        <ChoiceEditor
          noun="option"
          options={question.options}
          onChange={(options) =>
            onChange({
              ...question,
              options,
              correctId: options.some((option) => option.id === question.correctId)
                ? question.correctId
                : null,
            })
          }
          correct={{
            ids: question.correctId === null ? [] : [question.correctId],
            isSingle: true,
            onToggle: (correctId) => onChange({ ...question, correctId }),
          }}
        />
      );
    case "multiple":
      return (
        <ChoiceEditor
          noun="option"
          options={question.options}
          onChange={(options) =>
            onChange({
              ...question,
              options,
              correctIds: question.correctIds.filter((id) =>
                options.some((option) => option.id === id),
              ),
            })
          }
          correct={{
            ids: question.correctIds,
            isSingle: false,
            onToggle: (id) =>
              onChange({
                ...question,
                correctIds: question.correctIds.includes(id)
                  ? question.correctIds.filter((each) => each !== id)
                  : [...question.correctIds, id],
              }),
          }}
        />
      );
    case "true-false":
      return (
        <div role="radiogroup" aria-label="Right answer" className="grid grid-cols-2 gap-2">
          {[true, false].map((answer) => (
            <label
              key={String(answer)}
              className={cn(
                "rounded-option flex min-h-10 cursor-pointer items-center gap-2.5 border px-3",
                question.answer === answer
                  ? "border-correct bg-correct-soft"
                  : "border-line-strong bg-raised",
              )}
            >
              <input
                type="radio"
                checked={question.answer === answer}
                onChange={() => onChange({ ...question, answer })}
                className="border-control checked:border-correct checked:bg-correct rounded-pill size-6 appearance-none border checked:shadow-[inset_0_0_0_4px_var(--correct-soft)]"
              />
              {answer ? "True" : "False"}
            </label>
          ))}
        </div>
      );
    case "fill-in":
      return (
        <div>
          <RichTextField
            label="Text with blanks"
            placeholder="Water boils at [100 | one hundred] degrees."
            value={fillInSource(question) === "" ? [] : [{ text: fillInSource(question) }]}
            onChange={(value) =>
              onChange(parseFillIn(question, value.map((span) => span.text).join("")))
            }
            className="rounded-option border-line-strong bg-raised border px-1.5 py-1.5"
          />
          <p className="text-muted mt-1.5 text-xs">
            Put each blank in [brackets]; separate other accepted answers with |.
          </p>
          <label className="mt-2 flex items-center gap-2 text-xs">
            <input
              type="checkbox"
              checked={question.blanks.some((blank) => blank.isCaseSensitive)}
              onChange={(event) =>
                onChange({
                  ...question,
                  blanks: question.blanks.map((blank) => ({
                    ...blank,
                    isCaseSensitive: event.target.checked,
                  })),
                })
              }
            />
            Capital letters matter
          </label>
        </div>
      );
    case "order":
      return (
        <div>
          <ChoiceEditor
            noun="step"
            options={question.items}
            onChange={(items) => onChange({ ...question, items })}
          />
          <p className="text-muted mt-1 text-xs">
            Write the steps in their right order; learners get them shuffled.
          </p>
        </div>
      );
    case "match":
      return (
        <PairEditor pairs={question.pairs} onChange={(pairs) => onChange({ ...question, pairs })} />
      );
  }
}

/** A question with its answers, edited where it stands in the module. */
export function QuestionEditor({ question, onChange }: QuestionEditorProps) {
  const problems = findQuestionProblems(question);
  return (
    <div className="font-sans text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <BlockIcon type="question" />
        <NativeSelect
          aria-label="Kind of question"
          options={kindOptions}
          value={question.kind}
          onChange={(event) => {
            if (isKind(event.target.value)) onChange(changeKind(question, event.target.value));
          }}
          className="w-auto!"
        />
        {problems[0] ? (
          <span className="text-warning-fg ms-auto flex items-center gap-1.5 text-xs">
            <TriangleAlert aria-hidden className="icon-14" />
            {problems[0].message}
          </span>
        ) : null}
      </div>
      <RichTextField
        label="Question"
        placeholder={
          question.kind === "fill-in"
            ? "What to do, when the text alone does not say"
            : "What do you ask?"
        }
        value={question.prompt}
        onChange={(prompt) => onChange({ ...question, prompt })}
        className="text-stem -ms-1 mt-3 mb-3 font-medium"
      />
      <AnswerEditor question={question} onChange={onChange} />
      <HintEditor question={question} onChange={onChange} />
    </div>
  );
}
