import type { ComponentProps, ReactNode } from "react";
import { cn } from "../logic/cn.ts";

/** A row of figures. Put `StatTile`s in it. */
export function StatGroup({ className, ...rest }: ComponentProps<"dl">) {
  return (
    <dl
      className={cn(
        "grid grid-cols-2 gap-x-6 gap-y-5 md:auto-cols-fr md:grid-flow-col md:grid-cols-none",
        className,
      )}
      {...rest}
    />
  );
}

export interface StatTileProps {
  label: ReactNode;
  /** With its unit: "42 min". */
  value: ReactNode;
  detail?: ReactNode;
  /** below: under the figure. beside: after it, on its line. */
  detailPlace?: "below" | "beside";
  tone?: "default" | "incorrect" | "warning";
  className?: string;
}

const tones = { default: "", incorrect: "text-incorrect-fg", warning: "text-warning-fg" } as const;

export function StatTile({
  label,
  value,
  detail,
  detailPlace = "below",
  tone = "default",
  className,
}: StatTileProps) {
  return (
    <div className={cn("min-w-0", className)}>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-0.5">
        <span className={cn("text-2xl font-semibold tracking-[-0.02em] tabular-nums", tones[tone])}>
          {value}
        </span>
        {detail ? (
          <span className={cn("text-xs text-muted", detailPlace === "below" ? "block" : "ms-1.5")}>
            {detail}
          </span>
        ) : null}
      </dd>
    </div>
  );
}
