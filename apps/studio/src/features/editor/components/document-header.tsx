"use client";

import { estimateMinutes } from "@byteos/courseware/publish/estimate-minutes";
import { Badge } from "@byteos/ui/primitives/badge";
import CircleQuestionMark from "lucide-react/icons/circle-question-mark";
import Clock from "lucide-react/icons/clock";
import Quote from "lucide-react/icons/quote";
import { useMemo, useState } from "react";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";
import { useSourcedCount } from "./use-sourced-count.ts";

/** Facts about the open module, as the server counted them before the editor was there. */
export interface ModuleFacts {
  readonly minutes: number;
  readonly questions: number;
  readonly sentences: number;
  readonly sourced: number;
}

/** The server's count stands for its own module until the editor has one; another module has none until then. */
function useFacts(initial: ModuleFacts, factsOf: string | null): ModuleFacts {
  const blocks = useEditorState((state) => state.blocks);
  const openId = useEditorState((state) => state.openId);
  const isReady = useEditorState((state) => state.openState === "ready");
  const counted = useSourcedCount();
  return useMemo(() => {
    const { sentences, sourced } = initial;
    const atFirst = openId === factsOf ? { sentences, sourced } : { sentences: 0, sourced: 0 };
    return isReady
      ? {
          minutes: estimateMinutes(blocks),
          questions: blocks.filter((block) => block.type === "question").length,
          ...(counted ?? atFirst),
        }
      : { ...initial, ...atFirst };
  }, [blocks, isReady, initial, openId, factsOf, counted]);
}

/** Above the text: which module this is, its title, and what it amounts to. */
export function DocumentHeader({
  facts: initial,
  factsOf,
}: {
  facts: ModuleFacts;
  /** The module that the facts are about. */
  factsOf: string | null;
}) {
  const editor = useCourseEditor();
  const modules = useEditorState((state) => state.modules);
  const openId = useEditorState((state) => state.openId);
  const facts = useFacts(initial, factsOf);
  const index = modules.findIndex((module) => module.id === openId);
  const open = modules[index];
  const [draft, setDraft] = useState<string | null>(null);
  if (open === undefined) return null;
  const finish = (): void => {
    if (draft !== null) void editor.structure.rename(open.id, draft).catch(() => undefined);
    setDraft(null);
  };
  return (
    <div className="mb-7 max-md:mb-5">
      <p className="text-muted">
        Module {index + 1} of {modules.length}
      </p>
      <h2 className="mt-1">
        <textarea
          aria-label="Title of the module"
          rows={1}
          readOnly={!editor.isEditable}
          value={draft ?? open.title}
          maxLength={300}
          onChange={(event) => setDraft(event.target.value.replaceAll("\n", " "))}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              finish();
              editor.current?.editor.commands.focus("start");
            }
          }}
          className="max-md:text-lesson -mb-1.5 block [field-sizing:content] w-full resize-none bg-transparent pb-1.5 font-serif text-4xl font-semibold outline-none"
        />
      </h2>
      <div className="mt-4 flex flex-wrap gap-2 max-md:mt-3">
        <Badge>
          <Clock aria-hidden />
          {Math.max(1, facts.minutes)} min
        </Badge>
        {facts.questions > 0 ? (
          <Badge>
            <CircleQuestionMark aria-hidden />
            {facts.questions} {facts.questions === 1 ? "question" : "questions"}
          </Badge>
        ) : null}
        {facts.sourced > 0 ? (
          <Badge tone="info">
            <Quote aria-hidden />
            {facts.sourced} of {facts.sentences} sentences sourced
          </Badge>
        ) : null}
      </div>
    </div>
  );
}
