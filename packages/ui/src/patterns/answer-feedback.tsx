import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";

export interface AnswerFeedbackProps {
  /** Null before grading: the live region waits. */
  outcome: "correct" | "incorrect" | "partly" | null;
  /** Why, from the source. No blame. */
  children?: ReactNode;
  /** Where it stands in the course: a citation. */
  source?: ReactNode;
  className?: string;
}

const words = { correct: "Correct", incorrect: "Not yet", partly: "Partly there" } as const;

/** State at once; the message fades in. */
export function AnswerFeedback({ outcome, children, source, className }: AnswerFeedbackProps) {
  return (
    <div role="status" className={cn("font-sans", className)}>
      {outcome ? (
        <div className="grid gap-1">
          <p
            className={cn(
              "icon-20 flex items-center gap-2 text-sm font-semibold",
              outcome === "correct" && "text-correct-fg",
              outcome === "incorrect" && "text-incorrect-fg",
              outcome === "partly" && "text-warning-fg",
            )}
          >
            {outcome === "correct" ? <CircleCheck aria-hidden /> : <CircleX aria-hidden />}
            {words[outcome]}
          </p>
          {children ? (
            <div className="animate-fade-in max-w-[60ch] text-base text-pretty">{children}</div>
          ) : null}
          {source ? <div className="mt-2">{source}</div> : null}
        </div>
      ) : null}
    </div>
  );
}

export interface SourceQuoteProps {
  /** "¶ 2" or "p. 14". */
  place: ReactNode;
  href?: string;
  children: ReactNode;
}

/** A passage of the source, quoted. */
export function SourceQuote({ place, href, children }: SourceQuoteProps) {
  const body = (
    <>
      <span className="bg-mark text-fg h-5 rounded-xs px-1.5 font-sans text-xs leading-5 font-semibold whitespace-nowrap">
        {place}
      </span>
      <span className="text-byte min-w-0 font-serif leading-5.5">{children}</span>
    </>
  );
  const look = "grid grid-cols-[auto_minmax(0,1fr)] gap-2.5 rounded-option border border-line p-3";
  return href ? (
    <a href={href} className={cn(look, "hover:border-control")}>
      {body}
    </a>
  ) : (
    <div className={look}>{body}</div>
  );
}
