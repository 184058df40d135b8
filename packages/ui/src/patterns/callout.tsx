import FlaskConical from "lucide-react/icons/flask-conical";
import Info from "lucide-react/icons/info";
import Lightbulb from "lucide-react/icons/lightbulb";
import PencilLine from "lucide-react/icons/pencil-line";
import StickyNote from "lucide-react/icons/sticky-note";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";

const looks = {
  note: { Icon: StickyNote, ground: "bg-warning-soft", ink: "text-warning-fg", word: "Note" },
  warning: {
    Icon: TriangleAlert,
    ground: "bg-incorrect-soft",
    ink: "text-incorrect-fg",
    word: "Warning",
  },
  tip: { Icon: Lightbulb, ground: "bg-surface", ink: "text-block-code", word: "Tip" },
  example: { Icon: FlaskConical, ground: "bg-surface", ink: "text-block-source", word: "Example" },
  exercise: {
    Icon: PencilLine,
    ground: "bg-surface",
    ink: "text-block-question",
    word: "Exercise",
  },
  info: { Icon: Info, ground: "bg-info-soft", ink: "text-info-fg", word: "Good to know" },
  due: { Icon: TriangleAlert, ground: "bg-warning-soft", ink: "text-warning-fg", word: "Due" },
} as const;

export interface CalloutProps {
  variant?: keyof typeof looks;
  /** Its own words in place of "Note", "Warning"…; null leaves the heading out. */
  title?: ReactNode;
  icon?: ReactNode;
  children: ReactNode;
  /** Serif, for course text. */
  isReading?: boolean;
  className?: string;
}

export function Callout({
  variant = "note",
  title,
  icon,
  children,
  isReading = false,
  className,
}: CalloutProps) {
  const { Icon, ground, ink, word } = looks[variant];
  return (
    <div
      role="note"
      aria-label={typeof title === "string" ? title : word}
      className={cn(
        "icon-22 flex gap-3 rounded-card max-sm:p-4",
        isReading ? "p-5" : "p-4",
        ground,
        className,
      )}
    >
      <span className={cn("shrink-0", ink)}>{icon ?? <Icon aria-hidden />}</span>
      <div className="min-w-0 flex-1">
        {title === null ? null : (
          <p className={cn("mb-1 font-sans text-sm font-semibold", ink)}>{title ?? word}</p>
        )}
        <div
          className={
            isReading ? "text-document font-serif leading-6.5 text-pretty" : "text-sm text-pretty"
          }
        >
          {children}
        </div>
      </div>
    </div>
  );
}
