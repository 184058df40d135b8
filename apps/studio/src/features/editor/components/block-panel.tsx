"use client";

import type { Block } from "@byteos/contracts/block";
import { countWords } from "@byteos/courseware/blocks/count-blocks";
import { plainTextOfBlock } from "@byteos/courseware/blocks/plain-text";
import { BlockIcon, blockName } from "@byteos/ui/patterns/block-icon";
import { Field } from "@byteos/ui/patterns/field";
import { Input } from "@byteos/ui/primitives/input";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";

function TableCaption({ block }: { block: Extract<Block, { type: "table" }> }) {
  const editor = useCourseEditor();
  const caption = (block.caption ?? []).map((span) => span.text).join("");
  return (
    <Field label="Caption of the table" className="mt-4">
      <Input
        value={caption}
        maxLength={2000}
        onChange={(event) =>
          editor.current?.setBlockAttribute(
            block.id,
            "caption",
            event.target.value === "" ? null : [{ text: event.target.value }],
          )
        }
      />
    </Field>
  );
}

/** Facts about the chosen block. */
export function BlockPanel() {
  const blockId = useEditorState((state) => state.currentBlockId);
  const block = useEditorState((state) => state.blocks.find((each) => each.id === blockId));
  if (block === undefined) {
    return <p className="text-muted p-5">Choose a block in the text to see what it is.</p>;
  }
  const words = countWords(plainTextOfBlock(block));
  return (
    <div className="p-5">
      <h3 className="flex items-center gap-2 text-sm font-semibold">
        <BlockIcon type={block.type} />
        {blockName(block.type)}
      </h3>
      <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        <dt className="text-muted">Words</dt>
        <dd className="text-end tabular-nums">{words.toLocaleString("en")}</dd>
        <dt className="text-muted">Sources</dt>
        <dd className="text-end tabular-nums">{block.sources?.length ?? 0}</dd>
        <dt className="text-muted">Id</dt>
        <dd className="truncate text-end font-mono text-xs">{block.id}</dd>
      </dl>
      {block.type === "table" ? <TableCaption block={block} /> : null}
      <p className="text-muted mt-4 text-xs">
        The id stays with the block for life: learners keep their progress and answers when you move
        or edit it.
      </p>
    </div>
  );
}
