import type { TutorNudge } from "@byteos/contracts/tutor";
import { cn } from "@byteos/ui/logic/cn";
import { ByteMark } from "@byteos/ui/patterns/byte-mark";
import { Button } from "@byteos/ui/primitives/button";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import X from "lucide-react/icons/x";
import type { ElementType } from "react";

export interface NudgeCardProps {
  nudge: TutorNudge | null;
  link: ElementType;
  /** Whether it stands among the page's own parts on a phone, where a corner would cover them: below
   * what the page paints first, so that nothing moves. */
  isInFlow?: boolean;
  /** The next hint was asked for. */
  onHint?: () => void;
  onDismiss: () => void;
}

/**
 * What Byte says unasked, in the corner: announced politely, never in the way of focus or of the text. The
 * region is there before the words, or a screen reader would not say them.
 */
export function NudgeCard({
  nudge,
  link: Link,
  isInFlow = false,
  onHint,
  onDismiss,
}: NudgeCardProps) {
  return (
    <div
      role="status"
      data-print="hide"
      data-density="learn"
      className={cn(
        "z-sheet pointer-events-none fixed end-4 bottom-4 w-92 max-md:w-auto",
        isInFlow
          ? "max-md:static max-md:not-empty:mt-6"
          : "max-md:start-4 max-md:bottom-[calc(4.75rem+env(safe-area-inset-bottom))]",
      )}
    >
      {nudge === null ? null : (
        <section
          aria-label="From Byte"
          className="border-line bg-raised shadow-3 rounded-card animate-fade-in pointer-events-auto grid gap-3 border p-4"
        >
          <div className="flex items-start gap-3">
            <ByteMark />
            <div className="grid min-w-0 flex-1 gap-1">
              <p className="text-byte text-pretty">{nudge.words}</p>
              <p className="text-muted text-xs text-pretty">Why: {nudge.reason}</p>
            </div>
            <IconButton label="Dismiss" size="sm" className="-me-1.5 -mt-1.5" onClick={onDismiss}>
              <X aria-hidden />
            </IconButton>
          </div>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            {nudge.action.type === "hint" ? (
              <Button size="sm" onClick={onHint}>
                {nudge.action.label}
              </Button>
            ) : (
              <Button asChild size="sm">
                <Link href={nudge.action.href} onClick={onDismiss}>
                  {nudge.action.label}
                </Link>
              </Button>
            )}
            <Link href="/account#byte" className="link text-muted text-xs max-sm:py-3">
              Turn nudges off
            </Link>
          </div>
        </section>
      )}
    </div>
  );
}
