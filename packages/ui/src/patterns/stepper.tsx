import Check from "lucide-react/icons/check";
import type { ElementType } from "react";
import { cn } from "../logic/cn.ts";

export interface Step {
  id: string;
  label: string;
  state: "done" | "current" | "next";
  /** Done steps may be gone back to. */
  href?: string;
}

export interface StepperProps {
  label: string;
  steps: readonly Step[];
  link?: ElementType;
  className?: string;
}

/** Where one is in a task of a few steps. On a phone only the current step keeps its words. */
export function Stepper({ label, steps, link: Link = "a", className }: StepperProps) {
  return (
    <nav aria-label={label} className={className}>
      <ol className="flex items-center gap-3">
        {steps.map((step, index) => {
          const body = (
            <>
              <span
                aria-hidden
                className={cn(
                  "icon-14 grid size-6 shrink-0 place-items-center rounded-pill text-xs font-semibold tabular-nums",
                  step.state === "current" && "bg-primary text-on-primary",
                  step.state === "done" && "bg-primary-soft text-primary-soft-fg",
                  step.state === "next" && "bg-surface-2 text-muted",
                )}
              >
                {step.state === "done" ? <Check /> : index + 1}
              </span>
              <span className={cn("truncate", step.state !== "current" && "max-sm:sr-only")}>
                {step.label}
                {step.state === "done" ? <span className="sr-only">, done</span> : null}
              </span>
            </>
          );
          const look = cn(
            "flex min-h-9 min-w-0 items-center gap-2 rounded-control text-sm font-medium",
            step.state === "current" ? "text-fg" : "text-muted",
          );
          return (
            <li
              key={step.id}
              aria-current={step.state === "current" ? "step" : undefined}
              className={cn(
                "flex min-w-0 items-center gap-3",
                index < steps.length - 1 && "flex-1",
              )}
            >
              {step.state === "done" && step.href ? (
                <Link href={step.href} className={cn(look, "hover:text-fg hover:underline")}>
                  {body}
                </Link>
              ) : (
                <span className={look}>{body}</span>
              )}
              {index < steps.length - 1 ? (
                <span aria-hidden className="bg-line-strong h-px min-w-3 flex-1" />
              ) : null}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
