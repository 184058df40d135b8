import type { PublicBlockOf } from "@byteos/contracts/block";
import Lightbulb from "lucide-react/icons/lightbulb";
import Pencil from "lucide-react/icons/pencil-line";
import Shapes from "lucide-react/icons/shapes";
import StickyNote from "lucide-react/icons/sticky-note";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { cn } from "../../logic/cn.ts";

type Variant = PublicBlockOf<"callout">["variant"];

const looks = {
  note: { title: "Note", Icon: StickyNote, surface: "bg-surface", ink: "text-muted" },
  tip: { title: "Tip", Icon: Lightbulb, surface: "bg-surface", ink: "text-info-fg" },
  warning: {
    title: "Warning",
    Icon: TriangleAlert,
    surface: "bg-warning-soft",
    ink: "text-warning-fg",
  },
  example: { title: "Example", Icon: Shapes, surface: "bg-surface", ink: "text-muted" },
  exercise: { title: "Exercise", Icon: Pencil, surface: "bg-surface", ink: "text-primary" },
} as const satisfies Record<Variant, unknown>;

export interface CalloutViewProps {
  block: PublicBlockOf<"callout">;
  /** The call-out's own blocks, already rendered. */
  children: ReactNode;
}

export function CalloutView({ block, children }: CalloutViewProps) {
  const { title, Icon, surface, ink } = looks[block.variant];
  const shownTitle = block.title ?? title;
  return (
    <aside
      aria-label={shownTitle}
      className={cn("grid grid-cols-[24px_minmax(0,1fr)] gap-3 rounded-card p-5", surface)}
    >
      <span className={cn("mt-0.5", ink)}>
        <Icon aria-hidden="true" />
      </span>
      <div className="grid min-w-0 gap-3 font-sans text-base leading-6">
        <p className="font-semibold">{shownTitle}</p>
        {children}
      </div>
    </aside>
  );
}
