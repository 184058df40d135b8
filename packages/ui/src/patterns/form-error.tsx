import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";

export interface FormErrorProps {
  /** What happened, what was kept, what to do. Nothing is shown while it is empty. */
  children?: ReactNode;
  className?: string;
}

/** An error of the whole form. The live region is there before the words, so that they are announced. */
export function FormError({ children, className }: FormErrorProps) {
  return (
    <div role="alert" className={className}>
      {children ? (
        <div
          className={cn(
            "icon-18 flex gap-2.5 rounded-option bg-incorrect-soft px-3.5 py-3 text-sm text-incorrect-fg",
          )}
        >
          <TriangleAlert aria-hidden className="mt-px" />
          <div className="min-w-0 text-pretty">{children}</div>
        </div>
      ) : null}
    </div>
  );
}
