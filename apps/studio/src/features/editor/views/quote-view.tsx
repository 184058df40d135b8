import { NodeViewContent, NodeViewWrapper } from "@tiptap/react";
import type { ReactNodeViewProps } from "@tiptap/react";

export function QuoteNodeView({ node, updateAttributes }: ReactNodeViewProps) {
  return (
    <NodeViewWrapper
      as="blockquote"
      data-block-id={node.attrs.blockId}
      className="border-line-strong border-s-2 ps-5"
    >
      <NodeViewContent<"p"> as="p" className="italic" />
      <div contentEditable={false}>
        <input
          aria-label="Who said it"
          value={typeof node.attrs.attribution === "string" ? node.attrs.attribution : ""}
          placeholder="Who said it, where"
          maxLength={500}
          onChange={(event) =>
            updateAttributes({ attribution: event.target.value === "" ? null : event.target.value })
          }
          className="text-muted mt-1 w-full bg-transparent font-sans text-sm"
        />
      </div>
    </NodeViewWrapper>
  );
}
