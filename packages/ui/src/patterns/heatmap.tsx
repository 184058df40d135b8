import { heatStep } from "../logic/chart-scale.ts";
import { cn } from "../logic/cn.ts";

export interface HeatmapProps {
  caption: string;
  /** What the rows are: "Skill". */
  rowHeading: string;
  columns: readonly { label: string; detail?: string }[];
  /** A null is a group that is too small to show. */
  rows: readonly { label: string; values: readonly (number | null)[] }[];
  /** From here on the strongest colour. */
  top: number;
  /** "points". */
  unit: string;
  className?: string;
}

const steps = {
  1: "bg-heat-1 text-heat-fg-lo",
  2: "bg-heat-2 text-heat-fg-lo",
  3: "bg-heat-3 text-heat-fg-lo",
  4: "bg-heat-4 text-heat-fg-hi",
  5: "bg-heat-5 text-heat-fg-hi",
} as const;

/** Five steps with the number in each cell; it is a table already. Scrolls sideways with the row header pinned. */
export function Heatmap({
  caption,
  rowHeading,
  columns,
  rows,
  top,
  unit,
  className,
}: HeatmapProps) {
  return (
    <div className={className}>
      <div
        role="group"
        aria-label={`${caption}, scrolls sideways on a narrow screen`}
        tabIndex={0}
        className="[scrollbar-width:thin] overflow-x-auto"
      >
        <table className="-mx-1 w-[calc(100%+8px)] min-w-180 table-fixed border-separate border-spacing-1 max-md:table-auto">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" className="w-52 max-md:w-auto">
                <span className="sr-only">{rowHeading}</span>
              </th>
              {columns.map((column) => (
                <th
                  key={column.label}
                  scope="col"
                  className="text-muted px-1 pb-1.5 text-end align-bottom text-xs font-medium"
                >
                  {column.label}
                  {column.detail ? (
                    <span className="block font-normal">{column.detail}</span>
                  ) : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th
                  scope="row"
                  className="max-md:bg-bg pe-3 text-start text-sm font-normal max-md:sticky max-md:start-0 max-md:min-w-32"
                >
                  {row.label}
                </th>
                {row.values.map((value, index) => (
                  <td
                    key={columns[index]?.label ?? index}
                    className={cn(
                      "h-10 rounded-xs px-3 tabular-nums max-md:min-w-21",
                      value === null
                        ? "text-center text-xs text-muted shadow-[inset_0_0_0_1px_var(--line)]"
                        : cn("text-end text-sm font-medium", steps[heatStep(value, top)]),
                    )}
                  >
                    {value === null ? "Too few" : value.toLocaleString("en")}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="text-muted mt-3 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
        0
        {([1, 2, 3, 4, 5] as const).map((step) => (
          <span key={step} aria-hidden className={cn("h-3 w-6 rounded-[2px]", steps[step])} />
        ))}
        {top} or more {unit}. Groups of fewer than five people are not shown.
      </p>
    </div>
  );
}
