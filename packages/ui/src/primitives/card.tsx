import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

const cardVariants = cva("rounded-card", {
  variants: {
    /** card: hairline, one thing to act on. well: quiet group. raised: the next thing, once a screen. */
    kind: {
      card: "border border-line bg-raised",
      well: "bg-surface",
      raised: "border border-line bg-raised shadow-2",
    },
    padding: { none: "", sm: "p-4", md: "p-5 max-sm:p-4", lg: "p-6 max-sm:p-4" },
  },
  defaultVariants: { kind: "card", padding: "md" },
});

export interface CardProps extends ComponentProps<"div">, VariantProps<typeof cardVariants> {}

export function Card({ kind, padding, className, ...rest }: CardProps) {
  return <div className={cn(cardVariants({ kind, padding }), className)} {...rest} />;
}
