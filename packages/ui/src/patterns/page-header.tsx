import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";

export interface PageHeaderProps {
  title: ReactNode;
  /** A line above the title: breadcrumb, kind of page. */
  kicker?: ReactNode;
  description?: ReactNode;
  /** Badges beside the title. */
  badges?: ReactNode;
  /** At most one primary button. */
  actions?: ReactNode;
  /** display: Learn's greeting, serif 36/40. page: sans 24/32. */
  size?: "page" | "display";
  className?: string;
}

export function PageHeader({
  title,
  kicker,
  description,
  badges,
  actions,
  size = "page",
  className,
}: PageHeaderProps) {
  return (
    <header
      className={cn(
        "mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4 max-md:mb-5",
        size === "display" && "mb-8!  max-md:mb-5!",
        className,
      )}
    >
      <div className="min-w-0 flex-1 basis-80">
        {kicker ? <div className="text-muted text-sm">{kicker}</div> : null}
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 first:mt-0">
          <h1
            className={
              size === "display"
                ? "font-serif text-4xl font-semibold max-md:text-2xl"
                : "text-2xl font-semibold max-md:text-xl"
            }
          >
            {title}
          </h1>
          {badges}
        </div>
        {description ? (
          <p
            className={cn(
              "mt-1 max-w-[72ch] text-pretty text-muted",
              size === "display" && "max-md:text-sm",
            )}
          >
            {description}
          </p>
        ) : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
