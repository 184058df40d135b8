import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import type { ElementType } from "react";
import { cn } from "../logic/cn.ts";
import { Button } from "../primitives/button.tsx";

export interface PaginationProps {
  /** 1-based. */
  page: number;
  pageSize: number;
  total: number;
  hrefFor: (page: number) => string;
  link?: ElementType;
  /** What is counted: "learners". */
  noun?: string;
  className?: string;
}

export function Pagination({
  page,
  pageSize,
  total,
  hrefFor,
  link: Link = "a",
  noun,
  className,
}: PaginationProps) {
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
  const first = total === 0 ? 0 : (page - 1) * pageSize + 1;
  const last = Math.min(page * pageSize, total);
  return (
    <nav
      aria-label="Pages"
      className={cn("flex flex-wrap items-center justify-between gap-3 text-sm", className)}
    >
      <p className="text-muted tabular-nums">
        {first.toLocaleString("en")} to {last.toLocaleString("en")} of {total.toLocaleString("en")}
        {noun ? ` ${noun}` : ""}
      </p>
      <div className="flex gap-2">
        {page > 1 ? (
          <Button asChild size="sm">
            <Link href={hrefFor(page - 1)} rel="prev">
              <ChevronLeft aria-hidden className="icon-16 rtl:-scale-x-100" />
              Previous
            </Link>
          </Button>
        ) : null}
        {page < pageCount ? (
          <Button asChild size="sm">
            <Link href={hrefFor(page + 1)} rel="next">
              Next
              <ChevronRight aria-hidden className="icon-16 rtl:-scale-x-100" />
            </Link>
          </Button>
        ) : null}
      </div>
    </nav>
  );
}
