import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

const badgeVariants = cva(
  "icon-14 inline-flex h-6 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-pill px-2 text-xs font-medium tabular-nums",
  {
    variants: {
      tone: {
        neutral: "bg-surface-2 text-muted",
        primary: "bg-primary-soft text-primary-soft-fg",
        correct: "bg-correct-soft text-correct-fg",
        incorrect: "bg-incorrect-soft text-incorrect-fg",
        warning: "bg-warning-soft text-warning-fg",
        info: "bg-info-soft text-info-fg",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export interface BadgeProps extends ComponentProps<"span">, VariantProps<typeof badgeVariants> {}

/** State in a word; give it an icon where colour would otherwise carry the meaning. */
export function Badge({ tone, className, ...rest }: BadgeProps) {
  return <span className={cn(badgeVariants({ tone }), className)} {...rest} />;
}
