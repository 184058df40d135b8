import type { CalloutChild, PublicBlock, PublicBlockOf } from "@byteos/contracts/block";
import type { ReactNode } from "react";
import { blockElementId } from "../../logic/block-element-id.ts";
import { CalloutView } from "./callout-view.tsx";
import { CodeView } from "./code-view.tsx";
import { ImageView } from "./image-view.tsx";
import { ListView } from "./list-view.tsx";
import { RichTextView } from "./rich-text-view.tsx";
import { TableView } from "./table-view.tsx";

export interface BlockViewProps {
  block: PublicBlock;
  /** Address of an asset's picture for this reader. */
  imageUrl: (assetId: string) => string;
  /** Shows a question: interactive in the player, still in a preview. */
  renderQuestion: (block: PublicBlockOf<"question">) => ReactNode;
}

const headingLooks = {
  2: "mt-6 text-2xl font-semibold",
  3: "mt-4 text-xl font-semibold",
  4: "mt-2 text-reading font-semibold",
} as const;

function HeadingView({ block }: { block: PublicBlockOf<"heading"> }) {
  const Element = `h${block.level}` as const;
  return (
    <Element className={headingLooks[block.level]}>
      <RichTextView content={block.content} />
    </Element>
  );
}

function QuoteView({ block }: { block: PublicBlockOf<"quote"> }) {
  return (
    <figure className="border-line-strong border-s-2 ps-5">
      <blockquote className="italic">
        <RichTextView content={block.content} />
      </blockquote>
      {block.attribution !== undefined && block.attribution !== "" && (
        <figcaption className="text-muted mt-2 font-sans text-sm">{block.attribution}</figcaption>
      )}
    </figure>
  );
}

function renderContent(
  block: PublicBlock | CalloutChild,
  props: Omit<BlockViewProps, "block">,
): ReactNode {
  switch (block.type) {
    case "paragraph":
      return (
        <p>
          <RichTextView content={block.content} />
        </p>
      );
    case "heading":
      return <HeadingView block={block} />;
    case "list":
      return <ListView style={block.style} items={block.items} />;
    case "quote":
      return <QuoteView block={block} />;
    case "code":
      return <CodeView block={block} />;
    case "image":
      return <ImageView block={block} imageUrl={props.imageUrl} />;
    case "table":
      return <TableView block={block} />;
    case "divider":
      return <hr className="border-line my-3" />;
    case "callout":
      return (
        <CalloutView block={block}>
          {block.children.map((child) => (
            <div key={child.id}>{renderContent(child, props)}</div>
          ))}
        </CalloutView>
      );
    case "question":
      return props.renderQuestion(block);
  }
}

/** One block as a learner reads it. Server-rendered; only what needs script carries any. */
export function BlockView({ block, ...props }: BlockViewProps) {
  return (
    <div id={blockElementId(block.id)} data-block-id={block.id} className="scroll-mt-24">
      {renderContent(block, props)}
    </div>
  );
}

/** A run of blocks in the reading column. */
export function BlockList({
  blocks,
  ...props
}: Omit<BlockViewProps, "block"> & { blocks: readonly PublicBlock[] }) {
  return (
    <div className="reading grid gap-5">
      {blocks.map((block) => (
        <BlockView key={block.id} block={block} {...props} />
      ))}
    </div>
  );
}
