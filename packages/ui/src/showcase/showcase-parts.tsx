import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";

const spans = {
  half: "lg:col-span-6",
  third: "lg:col-span-4",
  wide: "lg:col-span-8",
  full: "",
} as const;

export interface ShowProps {
  title: string;
  span?: keyof typeof spans;
  children: ReactNode;
}

/** One part of the page. */
export function Show({ title, span = "half", children }: ShowProps) {
  return (
    <section aria-label={title} className={cn("col-span-full min-w-0", spans[span])}>
      <h2 className="border-line mb-5 border-b pb-3 text-base font-semibold tracking-[-0.008em]">
        {title}
      </h2>
      <div className="grid grid-cols-1 gap-5">{children}</div>
    </section>
  );
}

export interface StateProps {
  caption: string;
  children: ReactNode;
  isRow?: boolean;
}

/** One state, with its name. */
export function State({ caption, children, isRow = true }: StateProps) {
  return (
    <div className="min-w-0">
      <p className="text-muted mb-2 text-xs">{caption}</p>
      {isRow ? <div className="flex flex-wrap items-center gap-3">{children}</div> : children}
    </div>
  );
}

/** The look of keyboard focus, standing still. */
export const focusLook = "outline-2 outline-offset-2 outline-ring";
