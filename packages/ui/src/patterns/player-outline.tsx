import Check from "lucide-react/icons/check";
import Lock from "lucide-react/icons/lock";
import type { ElementType } from "react";
import { cn } from "../logic/cn.ts";

export interface OutlineBlock {
  id: string;
  label: string;
  href: string;
  isSeen?: boolean;
  /** Where the learner is. */
  isHere?: boolean;
}

export interface OutlineModule {
  id: string;
  title: string;
  href: string;
  state: "done" | "current" | "next";
  /** Not open yet, where a course keeps its order. */
  isLocked?: boolean;
  /** Shown under the current module. */
  blocks?: readonly OutlineBlock[];
}

export interface PlayerOutlineProps {
  modules: readonly OutlineModule[];
  link?: ElementType;
  title?: string;
  className?: string;
}

export function PlayerOutline({
  modules,
  link: Link = "a",
  title = "Course outline",
  className,
}: PlayerOutlineProps) {
  return (
    <nav aria-label={title} className={cn("text-sm", className)}>
      <h2 className="px-3 pb-3 text-sm font-semibold">{title}</h2>
      <ol>
        {modules.map((module, index) => {
          const isCurrent = module.state === "current";
          const row = (
            <>
              <span className="icon-18 grid size-5 place-items-center text-xs font-medium tabular-nums">
                {module.state === "done" ? (
                  <Check aria-hidden className="text-correct" />
                ) : module.isLocked ? (
                  <Lock aria-hidden />
                ) : (
                  index + 1
                )}
                {module.state === "done" ? <span className="sr-only">Done: </span> : null}
              </span>
              <span className="min-w-0">
                {module.title}
                {module.isLocked ? (
                  <span className="block text-xs font-normal">Opens after the one before</span>
                ) : null}
              </span>
            </>
          );
          const look = cn(
            "grid grid-cols-[1.25rem_minmax(0,1fr)] gap-2.5 rounded-control px-3 py-2 max-md:py-3",
            isCurrent ? "font-semibold text-fg" : "text-muted",
          );
          return (
            <li key={module.id}>
              {module.isLocked ? (
                <span className={cn(look, "cursor-not-allowed")}>{row}</span>
              ) : (
                <Link
                  href={module.href}
                  aria-current={isCurrent ? "step" : undefined}
                  className={cn(look, "hover:bg-surface-2")}
                >
                  {row}
                </Link>
              )}
              {isCurrent && module.blocks && module.blocks.length > 0 ? (
                <ol className="border-line-strong ms-[1.3125rem] mb-2 border-s ps-2">
                  {module.blocks.map((block) => (
                    <li key={block.id}>
                      <a
                        href={block.href}
                        aria-current={block.isHere ? "location" : undefined}
                        className={cn(
                          "relative block rounded-control px-3 py-1 hover:bg-surface-2 max-md:py-2.5",
                          block.isHere
                            ? "font-medium text-primary before:absolute before:inset-y-1 before:-start-2.5 before:w-0.75 before:rounded-[2px] before:bg-primary"
                            : block.isSeen
                              ? "text-fg"
                              : "text-muted",
                        )}
                      >
                        {block.label}
                      </a>
                    </li>
                  ))}
                </ol>
              ) : null}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
