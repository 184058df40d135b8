import { Question } from "@byteos/contracts/question";
import { cn } from "@byteos/ui/logic/cn";
import { NodeViewWrapper } from "@tiptap/react";
import type { ReactNodeViewProps } from "@tiptap/react";
import { newQuestion } from "../questions/new-question.ts";
import { QuestionEditor } from "../questions/question-editor.tsx";

export function QuestionNodeView({ node, updateAttributes, selected }: ReactNodeViewProps) {
  const parsed = Question.safeParse(node.attrs.question);
  return (
    <NodeViewWrapper
      role="group"
      aria-label="Question"
      data-block-id={node.attrs.blockId}
      className={cn(
        "rounded-card bg-surface p-5 max-sm:p-4",
        selected && "shadow-[inset_0_0_0_1px_var(--primary-line)]",
      )}
      contentEditable={false}
    >
      <QuestionEditor
        question={parsed.success ? parsed.data : newQuestion("single")}
        onChange={(question) => updateAttributes({ question })}
      />
    </NodeViewWrapper>
  );
}
