import { ColumnChart } from "@byteos/ui/patterns/column-chart";

/** Reviews due by day, today first. */
export function Forecast({
  forecast,
  height = 88,
}: {
  forecast: readonly { readonly day: string; readonly count: number }[];
  height?: number;
}) {
  return (
    <ColumnChart
      kind="bare"
      label="Reviews due"
      height={height}
      columns={forecast.map(({ day, count }, index) => ({
        label:
          index === 0
            ? "Today"
            : new Date(`${day}T12:00:00Z`).toLocaleDateString("en-GB", {
                weekday: "short",
                timeZone: "UTC",
              }),
        value: count,
        isEmphasised: index === 0,
      }))}
    />
  );
}
