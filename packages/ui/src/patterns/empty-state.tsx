import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";

export interface EmptyStateProps {
  icon?: ReactNode;
  /** A verb: "Make your first deck". */
  title: ReactNode;
  /** One sentence. */
  children?: ReactNode;
  /** One button. */
  action?: ReactNode;
  /** well: on a quiet ground. plain: on the page or inside a card. */
  kind?: "well" | "plain";
  level?: 2 | 3;
  className?: string;
}

export function EmptyState({
  icon,
  title,
  children,
  action,
  kind = "well",
  level = 2,
  className,
}: EmptyStateProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div
      className={cn(
        "grid content-start justify-items-center gap-2 px-6 py-12 text-center",
        kind === "well" && "rounded-card bg-surface",
        className,
      )}
    >
      {icon ? <span className="icon-20 text-muted">{icon}</span> : null}
      <Heading className="text-base font-semibold">{title}</Heading>
      {children ? <p className="text-muted max-w-[44ch] text-sm text-pretty">{children}</p> : null}
      {action ? <div className="mt-3">{action}</div> : null}
    </div>
  );
}
