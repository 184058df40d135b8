import { chartTicks, linePoints } from "../logic/chart-scale.ts";
import { cn } from "../logic/cn.ts";

export interface LineSeries {
  name: string;
  values: readonly number[];
}

export interface LineChartProps {
  /** The first is the subject; the others are what it is compared with. */
  series: readonly LineSeries[];
  /** Below the axis: first, last, and those between that have room. */
  labels: readonly string[];
  /** For those who cannot see it. */
  label: string;
  /** Fills below the subject. */
  isArea?: boolean;
  height?: number;
  className?: string;
}

export function LineChart({
  series,
  labels,
  label,
  isArea = false,
  height = 160,
  className,
}: LineChartProps) {
  const values = series.flatMap((one) => one.values);
  const ticks = chartTicks(Math.max(...values, 0), {
    smallest: values.every(Number.isInteger) ? 1 : 0,
  });
  const top = ticks[ticks.length - 1] ?? 1;
  const subject = series[0];
  const every = Math.max(1, Math.ceil(labels.length / 8));
  const summary = series
    .map(
      (one) =>
        `${one.name} from ${one.values[0] ?? 0} to ${one.values[one.values.length - 1] ?? 0}`,
    )
    .join("; ");
  return (
    <div
      role="img"
      aria-label={`${label}: ${summary}`}
      className={cn("text-xs text-muted tabular-nums", className)}
    >
      <div aria-hidden className="relative ms-9 me-24 mt-2" style={{ height }}>
        {ticks.map((tick) => (
          <span
            key={tick}
            className="border-chart-grid absolute inset-x-0 border-t"
            style={{ bottom: `${(tick / top) * 100}%` }}
          >
            <span className="absolute -start-9 -top-2 w-6 text-end">
              {tick.toLocaleString("en")}
            </span>
          </span>
        ))}
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          fill="none"
          className="absolute inset-0 size-full overflow-visible rtl:-scale-x-100"
        >
          {isArea && subject ? (
            <polygon
              points={`0,100 ${linePoints(subject.values, top)} 100,100`}
              className="fill-chart-band"
            />
          ) : null}
          {[...series.slice(1), ...(subject ? [subject] : [])].map((one) => (
            <polyline
              key={one.name}
              points={linePoints(one.values, top)}
              vectorEffect="non-scaling-stroke"
              strokeWidth={2}
              strokeLinejoin="round"
              strokeLinecap="round"
              className={one === subject ? "stroke-chart-1" : "stroke-subtle"}
              {...(one === subject ? {} : { strokeDasharray: "2 5" })}
            />
          ))}
        </svg>
        {series.map((one, index) => (
          <span
            key={one.name}
            className={cn(
              "absolute start-full ms-2 w-22 translate-y-1/2 leading-4",
              index === 0 && "font-semibold text-primary",
            )}
            style={{ bottom: `${((one.values[one.values.length - 1] ?? 0) / top) * 100}%` }}
          >
            {one.name}
          </span>
        ))}
      </div>
      <div aria-hidden className="ms-9 me-24 mt-2 flex justify-between">
        {labels
          .filter((_, index) => index % every === 0 || index === labels.length - 1)
          .map((text) => (
            <span key={text}>{text}</span>
          ))}
      </div>
    </div>
  );
}
