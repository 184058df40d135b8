import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

/** Below 640 px each row becomes labelled lines: give every `TableCell` a `label`. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return (
    <table className={cn("w-full border-collapse text-sm max-sm:block", className)} {...rest} />
  );
}

export function TableHead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead className={cn("border-b border-line max-sm:hidden", className)} {...rest} />;
}

export function TableBody({ className, ...rest }: ComponentProps<"tbody">) {
  return <tbody className={cn("max-sm:block", className)} {...rest} />;
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return (
    <tr
      className={cn(
        "border-b border-line last:border-b-0 in-[tbody]:hover:bg-surface aria-selected:bg-primary-soft max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-4 max-sm:gap-y-2 max-sm:p-4",
        className,
      )}
      {...rest}
    />
  );
}

export interface TableHeaderCellProps extends ComponentProps<"th"> {
  isNumeric?: boolean;
}

export function TableHeaderCell({
  className,
  isNumeric = false,
  scope = "col",
  ...rest
}: TableHeaderCellProps) {
  return (
    <th
      scope={scope}
      className={cn(
        "h-9 whitespace-nowrap px-3 text-xs font-medium text-muted first:ps-4 last:pe-4",
        isNumeric ? "text-end tabular-nums" : "text-start",
        className,
      )}
      {...rest}
    />
  );
}

export interface TableCellProps extends ComponentProps<"td"> {
  /** The column's name, shown beside the value on a phone. */
  label?: string;
  isNumeric?: boolean;
  /** Takes the whole width of the row on a phone. */
  isWide?: boolean;
}

export function TableCell({
  className,
  label,
  isNumeric = false,
  isWide = false,
  children,
  ...rest
}: TableCellProps) {
  return (
    <td
      className={cn(
        "h-12 px-3 py-2 align-middle first:ps-4 last:pe-4 max-sm:h-auto max-sm:p-0! max-sm:text-start!",
        isNumeric && "text-end tabular-nums",
        isWide && "max-sm:col-span-2",
        className,
      )}
      {...rest}
    >
      {label ? (
        <span className="text-muted mb-0.5 hidden text-xs max-sm:block">{label}</span>
      ) : null}
      {children}
    </td>
  );
}
