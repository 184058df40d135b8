import CircleCheck from "lucide-react/icons/circle-check";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";
import { Button } from "../primitives/button.tsx";
import { Progress } from "../primitives/progress.tsx";

export interface ProgressTaskProps {
  /** What is being done: "Reading Leak location handbook.pdf". */
  title: string;
  /** Where it is: "Page 31 of 46, finding headings. About 20 s left". */
  detail?: ReactNode;
  /** 0 to 1; null while it cannot be known. */
  share: number | null;
  state?: "running" | "cancelling" | "done" | "failed" | "cancelled";
  onCancel?: () => void;
  /** After the end: "Open outline", "Try again". */
  action?: ReactNode;
  className?: string;
}

/** Long work: how far, what it is doing, and Cancel. */
export function ProgressTask({
  title,
  detail,
  share,
  state = "running",
  onCancel,
  action,
  className,
}: ProgressTaskProps) {
  const isRunning = state === "running" || state === "cancelling";
  return (
    <div
      className={cn(
        "grid min-w-0 grid-cols-1 gap-2 rounded-card border border-line bg-raised p-4 text-sm",
        className,
      )}
    >
      <div className="flex items-center gap-3">
        {state === "done" ? <CircleCheck aria-hidden className="icon-20 text-correct" /> : null}
        {state === "failed" ? (
          <TriangleAlert aria-hidden className="icon-20 text-incorrect-fg" />
        ) : null}
        <div className="min-w-0 flex-1">
          <p className="truncate">{title}</p>
          <p role="status" className="text-muted text-xs">
            {state === "cancelling" ? "Cancelling…" : detail}
          </p>
        </div>
        {isRunning && onCancel ? (
          <Button size="sm" onClick={onCancel} disabled={state === "cancelling"}>
            Cancel
          </Button>
        ) : null}
        {isRunning ? null : action}
      </div>
      {isRunning ? (
        share === null ? (
          <span
            role="progressbar"
            aria-label={title}
            className="animate-skeleton rounded-pill bg-primary-line block h-1.5"
          />
        ) : (
          <Progress label={title} value={share * 100} />
        )
      ) : null}
    </div>
  );
}
