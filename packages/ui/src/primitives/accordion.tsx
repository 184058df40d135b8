import ChevronDown from "lucide-react/icons/chevron-down";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "../logic/cn.ts";

export interface AccordionItemProps extends Omit<ComponentProps<"details">, "title"> {
  title: ReactNode;
}

/** A list of parts that open. Give the items one `name` and only one stays open. No script. */
export function Accordion({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cn("divide-y divide-line", className)} {...rest} />;
}

export function AccordionItem({ title, className, children, ...rest }: AccordionItemProps) {
  return (
    <details className={cn("group", className)} {...rest}>
      <summary className="flex min-h-11 list-none items-center gap-3 py-2 font-medium [&::-webkit-details-marker]:hidden">
        <span className="min-w-0 flex-1">{title}</span>
        <ChevronDown
          aria-hidden
          className="icon-16 text-muted duration-popover transition-transform group-open:rotate-180"
        />
      </summary>
      <div className="text-muted pb-4">{children}</div>
    </details>
  );
}
