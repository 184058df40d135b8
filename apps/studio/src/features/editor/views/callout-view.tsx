import { calloutVariants } from "@byteos/contracts/block";
import { cn } from "@byteos/ui/logic/cn";
import { NodeViewContent, NodeViewWrapper } from "@tiptap/react";
import type { ReactNodeViewProps } from "@tiptap/react";
import Lightbulb from "lucide-react/icons/lightbulb";
import PencilLine from "lucide-react/icons/pencil-line";
import Shapes from "lucide-react/icons/shapes";
import StickyNote from "lucide-react/icons/sticky-note";
import TriangleAlert from "lucide-react/icons/triangle-alert";

type Variant = (typeof calloutVariants)[number];

const looks = {
  note: { word: "Note", Icon: StickyNote, surface: "bg-info-soft", ink: "text-info-fg" },
  tip: { word: "Tip", Icon: Lightbulb, surface: "bg-surface", ink: "text-block-question" },
  warning: {
    word: "Warning",
    Icon: TriangleAlert,
    surface: "bg-warning-soft",
    ink: "text-warning-fg",
  },
  example: { word: "Example", Icon: Shapes, surface: "bg-surface", ink: "text-block-code" },
  exercise: { word: "Exercise", Icon: PencilLine, surface: "bg-surface", ink: "text-block-media" },
} as const satisfies Record<Variant, unknown>;

const isVariant = (value: unknown): value is Variant =>
  typeof value === "string" && (calloutVariants as readonly string[]).includes(value);

export function CalloutNodeView({ node, updateAttributes }: ReactNodeViewProps) {
  const variant = isVariant(node.attrs.variant) ? node.attrs.variant : "note";
  const { Icon, surface, ink, word } = looks[variant];
  return (
    <NodeViewWrapper
      as="aside"
      data-block-id={node.attrs.blockId}
      className={cn("rounded-card grid grid-cols-[24px_minmax(0,1fr)] gap-3 p-4", surface)}
    >
      <span contentEditable={false} className={cn("icon-20 mt-0.5", ink)}>
        <Icon aria-hidden />
      </span>
      <div className="min-w-0">
        <div contentEditable={false} className="flex items-center gap-2 font-sans text-sm">
          <input
            aria-label="Call-out title"
            value={typeof node.attrs.title === "string" ? node.attrs.title : ""}
            placeholder={word}
            maxLength={300}
            onChange={(event) =>
              updateAttributes({ title: event.target.value === "" ? null : event.target.value })
            }
            className={cn(
              "min-h-6 min-w-0 flex-1 bg-transparent font-semibold placeholder:text-current",
              ink,
            )}
          />
          <select
            aria-label="Kind of call-out"
            value={variant}
            onChange={(event) => updateAttributes({ variant: event.target.value })}
            className="text-muted rounded-control min-h-6 bg-transparent py-0.5 text-xs"
          >
            {calloutVariants.map((each) => (
              <option key={each} value={each}>
                {looks[each].word}
              </option>
            ))}
          </select>
        </div>
        <NodeViewContent className="callout-body mt-1" />
      </div>
    </NodeViewWrapper>
  );
}
