import ArrowLeft from "lucide-react/icons/arrow-left";
import type { ElementType, ReactNode } from "react";
import { cn } from "../logic/cn.ts";
import { IconButton } from "../primitives/icon-button.tsx";

export interface PlayerProgress {
  /** One a module or block, in order; `share` (0 to 1) fills the current one. */
  parts: readonly { state: "done" | "current" | "next"; share?: number }[];
  /** "5 of 9". */
  words: string;
  /** "Lesson progress". */
  label: string;
}

export interface PlayerFrameProps {
  exitHref: string;
  exitLabel?: string;
  courseTitle: string;
  progress: PlayerProgress;
  link?: ElementType;
  /** SyncState. */
  sync?: ReactNode;
  /** Icon buttons at the end of the head; hidden on a phone. */
  actions?: ReactNode;
  /** SegmentedControl of the forms. */
  modes?: ReactNode;
  /** PlayerOutline; hidden on a phone, where the bottom bar opens it in a sheet. */
  outline: ReactNode;
  /** 368 px beside the text: Byte, notes. */
  side?: ReactNode;
  /** Above the bottom bar on a phone: Byte's sheet. */
  phoneSheet?: ReactNode;
  /** PlayerBottomBar. */
  phoneBar?: ReactNode;
  children: ReactNode;
}

/** Outline 272, reading column, side 368. The page itself scrolls, so that the place can be restored. */
export function PlayerFrame({
  exitHref,
  exitLabel = "Leave the lesson; your place is kept",
  courseTitle,
  progress,
  link: Link = "a",
  sync,
  actions,
  modes,
  outline,
  side,
  phoneSheet,
  phoneBar,
  children,
}: PlayerFrameProps) {
  const done = progress.parts.filter((part) => part.state === "done").length;
  return (
    <div
      data-density="learn"
      className={cn(
        "min-h-dvh md:grid md:grid-rows-[3.5rem_minmax(0,1fr)]",
        side
          ? "md:grid-cols-[17rem_minmax(0,1fr)_23rem] max-lg:md:grid-cols-[13rem_minmax(0,1fr)_20rem]"
          : "md:grid-cols-[17rem_minmax(0,1fr)]",
      )}
    >
      <a
        href="#lesson"
        className="z-toast rounded-control bg-primary text-on-primary fixed start-4 -top-16 px-4 py-3 text-sm font-medium focus:top-2"
      >
        Skip to the lesson
      </a>
      <header
        data-print="hide"
        className="z-bar border-line bg-bg sticky top-0 col-span-full grid h-14 grid-cols-[minmax(0,1fr)_minmax(0,30rem)_minmax(0,1fr)] items-center gap-6 border-b px-3 max-md:grid-cols-[auto_minmax(0,1fr)_auto] max-md:gap-2 max-md:px-2"
      >
        <div className="flex min-w-0 items-center gap-2">
          <IconButton label={exitLabel} asChild>
            <Link href={exitHref}>
              <ArrowLeft aria-hidden className="rtl:-scale-x-100" />
            </Link>
          </IconButton>
          <span className="truncate text-sm font-medium max-md:hidden">{courseTitle}</span>
        </div>
        <div className="text-muted flex items-center gap-3 text-xs font-medium tabular-nums">
          <div
            role="progressbar"
            aria-label={progress.label}
            aria-valuemin={0}
            aria-valuemax={progress.parts.length}
            aria-valuenow={done}
            aria-valuetext={progress.words}
            className="grid flex-1 auto-cols-fr grid-flow-col gap-1"
          >
            {progress.parts.map((part, index) => (
              <span
                key={index}
                className={cn(
                  "block h-1.5 overflow-hidden rounded-pill",
                  part.state === "done" && "bg-primary",
                  part.state === "current" && "bg-primary-line",
                  part.state === "next" && "bg-surface-2 shadow-[inset_0_0_0_1px_var(--line)]",
                )}
              >
                {part.state === "current" ? (
                  <span
                    className="bg-primary block h-full"
                    style={{
                      width: `${Math.round(Math.min(Math.max(part.share ?? 0, 0), 1) * 100)}%`,
                    }}
                  />
                ) : null}
              </span>
            ))}
          </div>
          <span className="whitespace-nowrap">{progress.words}</span>
        </div>
        <div className="flex min-w-0 items-center justify-end gap-1">
          {sync}
          {actions ? <span className="flex max-md:hidden">{actions}</span> : null}
        </div>
      </header>
      <div
        data-print="hide"
        className="border-line bg-surface sticky top-14 h-[calc(100dvh-3.5rem)] overflow-y-auto border-e px-3 py-5 max-md:hidden"
      >
        {outline}
      </div>
      <main
        id="lesson"
        tabIndex={-1}
        className={cn(
          "min-w-0 outline-none",
          phoneBar ? "max-md:pb-[calc(4rem+env(safe-area-inset-bottom))]" : "",
          phoneSheet ? "max-md:pb-42" : "",
        )}
      >
        {modes ? (
          <div
            data-print="hide"
            className="z-sticky bg-bg scroll-quiet sticky top-14 flex justify-center overflow-x-auto px-6 py-3 max-md:justify-start max-md:px-4 max-md:py-2"
          >
            {modes}
          </div>
        ) : null}
        {children}
      </main>
      {side ? (
        <aside
          data-print="hide"
          className="border-line bg-bg sticky top-14 flex h-[calc(100dvh-3.5rem)] min-h-0 flex-col border-s max-md:hidden"
        >
          {side}
        </aside>
      ) : null}
      {phoneSheet ? <div className="md:hidden">{phoneSheet}</div> : null}
      {phoneBar ? (
        <div data-print="hide" className="md:hidden">
          {phoneBar}
        </div>
      ) : null}
    </div>
  );
}

/** The text of a lesson: title, standfirst and blocks, 680 px at most. */
export function ReadingColumn({
  className,
  children,
}: {
  className?: string;
  children: ReactNode;
}) {
  return (
    <article
      className={cn(
        "mx-auto max-w-170 px-6 pt-5 pb-24 max-md:px-4 max-md:pt-3 max-md:pb-8",
        className,
      )}
    >
      {children}
    </article>
  );
}

export interface PlayerBottomBarProps {
  /** Icon button at the start: outline. */
  start?: ReactNode;
  /** The only primary of the screen; it names the block. */
  children: ReactNode;
  /** Icon button at the end: text size. */
  end?: ReactNode;
}

export function PlayerBottomBar({ start, children, end }: PlayerBottomBarProps) {
  return (
    <div className="z-sheet border-line bg-bg fixed inset-x-0 bottom-0 grid grid-cols-[2.75rem_minmax(0,1fr)_2.75rem] items-center gap-2 border-t px-2 py-2.5 pb-[calc(0.625rem+env(safe-area-inset-bottom))]">
      {start ?? <span />}
      {children}
      {end ?? <span />}
    </div>
  );
}
