import type { BlockType } from "@byteos/contracts/block";
import CircleQuestionMark from "lucide-react/icons/circle-question-mark";
import Code from "lucide-react/icons/code";
import Heading from "lucide-react/icons/heading";
import Image from "lucide-react/icons/image";
import List from "lucide-react/icons/list";
import Minus from "lucide-react/icons/minus";
import Quote from "lucide-react/icons/quote";
import StickyNote from "lucide-react/icons/sticky-note";
import Table from "lucide-react/icons/table";
import TextAlignStart from "lucide-react/icons/text-align-start";
import { cn } from "../logic/cn.ts";

const looks = {
  paragraph: { Icon: TextAlignStart, ink: "text-block-text", word: "Paragraph" },
  heading: { Icon: Heading, ink: "text-block-text", word: "Heading" },
  list: { Icon: List, ink: "text-block-text", word: "List" },
  quote: { Icon: Quote, ink: "text-block-source", word: "Quote" },
  callout: { Icon: StickyNote, ink: "text-block-note", word: "Call-out" },
  code: { Icon: Code, ink: "text-block-code", word: "Code" },
  image: { Icon: Image, ink: "text-block-media", word: "Image" },
  table: { Icon: Table, ink: "text-block-text", word: "Table" },
  divider: { Icon: Minus, ink: "text-block-text", word: "Divider" },
  question: { Icon: CircleQuestionMark, ink: "text-block-question", word: "Question" },
} as const satisfies Record<BlockType, unknown>;

/** What a kind of block is called, everywhere. */
export function blockName(type: BlockType): string {
  return looks[type].word;
}

export interface BlockIconProps {
  type: BlockType;
  /** On a small tile, as in the insert menu. */
  isTile?: boolean;
  className?: string;
}

export function BlockIcon({ type, isTile = false, className }: BlockIconProps) {
  const { Icon, ink } = looks[type];
  if (!isTile) return <Icon aria-hidden className={cn(ink, className)} />;
  return (
    <span
      className={cn(
        "icon-16 grid size-7 shrink-0 place-items-center rounded-control bg-raised shadow-[inset_0_0_0_1px_var(--line-strong)]",
        ink,
        className,
      )}
    >
      <Icon aria-hidden />
    </span>
  );
}
