import { BarChart } from "../patterns/bar-chart.tsx";
import { ChartFrame } from "../patterns/chart-frame.tsx";
import { ColumnChart } from "../patterns/column-chart.tsx";
import { Estimate } from "../patterns/estimate.tsx";
import { FunnelChart } from "../patterns/funnel-chart.tsx";
import { Heatmap } from "../patterns/heatmap.tsx";
import { LineChart } from "../patterns/line-chart.tsx";
import { ReachBars } from "../patterns/reach-bars.tsx";
import { StatGroup, StatTile } from "../patterns/stat-tile.tsx";
import { Show } from "./showcase-parts.tsx";

const funnel = [
  { label: "Enrolled", value: 64 },
  { label: "Started", value: 61, note: "3 never opened it" },
  { label: "Reached module 4", value: 49, note: "12 left, most in module 3" },
  { label: "Reached assessment", value: 47, note: "2 left" },
  { label: "Passed", value: 45, note: "2 to retake" },
];
const lost = [0, 1, 2, 0, 1, 1, 1, 1, 7, 1, 0, 0, 1, 0, 0, 1, 0, 0].map((value, index) => ({
  label: `${1 + Math.floor(index / 3)}.${(index % 3) + 1}`,
  value,
  ...(value === 7
    ? {
        isEmphasised: true,
        finding: {
          title: "3.3 loses 7 of 57 learners",
          detail: "Median stay 4 min 10 s, twice the estimate",
        },
      }
    : {}),
}));
const week = ["Today", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"].map((label, index) => ({
  label,
  value: [12, 5, 9, 3, 14, 6, 2][index] ?? 0,
  isEmphasised: index === 0,
}));
const weeks = ["1", "2", "3", "4", "5", "6", "7", "8"];
const active = [18, 24, 22, 31, 38, 36, 44, 52];
const earlier = [12, 14, 18, 17, 21, 26, 27, 30];
const groups = [
  { label: "North crews", detail: "14 people" },
  { label: "South crews", detail: "17 people" },
  { label: "Control room", detail: "9 people" },
  { label: "Apprentices", detail: "12 people" },
  { label: "Metering", detail: "4 people" },
];
const gaps = [
  { label: "Leak noise", values: [6, 12, 41, 22, null] },
  { label: "Placing loggers", values: [9, 8, 46, 26, null] },
  { label: "Lag to distance", values: [21, 18, 38, 33, null] },
  { label: "Reading a correlogram", values: [34, 29, 49, 31, null] },
];

export function Charts() {
  return (
    <>
      <Show title="Figures" span="full">
        <StatGroup>
          <StatTile label="Learners" value="64" detail="61 started" />
          <StatTile label="Passed" value="45" detail="70% of enrolled" />
          <StatTile label="Median time" value="1 h 12 min" detail="estimate was 1 h 5 min" />
          <StatTile label="First-try correct" value="74%" detail="5 questions, 259 attempts" />
          <StatTile label="Overdue" value="2" detail="both told Monday" tone="incorrect" />
        </StatGroup>
      </Show>
      <Show title="Charts" span="full">
        <div className="grid grid-cols-1 gap-x-12 gap-y-10 lg:grid-cols-2">
          <ChartFrame
            title="Completion"
            description="Where 64 learners are now"
            table={{
              columns: [{ label: "Step" }, { label: "Learners", isNumeric: true }],
              rows: funnel.map((step) => [step.label, step.value]),
            }}
          >
            <FunnelChart steps={funnel} />
          </ChartFrame>
          <div className="grid content-start gap-10">
            <ChartFrame
              title="Active learners"
              description="By week, against the quarter before"
              table={{
                columns: [
                  { label: "Week" },
                  { label: "Now", isNumeric: true },
                  { label: "Before", isNumeric: true },
                ],
                rows: weeks.map((label, index) => [label, active[index] ?? 0, earlier[index] ?? 0]),
              }}
            >
              <LineChart
                label="Active learners by week"
                labels={weeks}
                isArea
                height={150}
                series={[
                  { name: "This quarter", values: active },
                  { name: "Before", values: earlier },
                ]}
              />
            </ChartFrame>
          </div>
          <ChartFrame
            className="lg:col-span-2"
            title="Learners lost at each block"
            description="Counted once, at the last block a learner reached and did not return from within 14 days"
            minWidth="lg"
            table={{
              columns: [{ label: "Block" }, { label: "Lost", isNumeric: true }],
              rows: lost.map((column) => [column.label, column.value]),
            }}
          >
            <ColumnChart label="Learners lost by block" columns={lost} />
          </ChartFrame>
          <ChartFrame
            title="Most common wrong answers"
            table={{
              columns: [{ label: "Answer" }, { label: "Chosen", isNumeric: true }],
              rows: [
                ["60 m", 18],
                ["15 m", 7],
                ["45 m", 3],
              ],
            }}
          >
            <BarChart
              bars={[
                {
                  label: "60 m",
                  value: 18,
                  isEmphasised: true,
                  note: "Measured from the wrong end",
                },
                { label: "15 m", value: 7 },
                { label: "45 m", value: 3 },
              ]}
            />
          </ChartFrame>
          <ChartFrame
            title="Cards due"
            description="The next seven days"
            table={{
              columns: [{ label: "Day" }, { label: "Cards", isNumeric: true }],
              rows: week.map((day) => [day.label, day.value]),
            }}
          >
            <div className="flex flex-wrap items-end gap-10">
              <ColumnChart
                label="Cards due by day"
                columns={week}
                kind="bare"
                height={76}
                className="w-70"
              />
              <ReachBars
                label="Reached, by tenth"
                values={[64, 63, 60, 58, 57, 57, 31, 30, 29, 28]}
              />
            </div>
          </ChartFrame>
        </div>
      </Show>
      <Show title="Skill gaps by group" span="wide">
        <Heatmap
          caption="Skill gaps by group, in points"
          rowHeading="Skill"
          columns={groups}
          rows={gaps}
          top={40}
          unit="points"
        />
      </Show>
      <Show title="Estimates with their range" span="third">
        <Estimate label="Leak noise and coupling" value={0.84} low={0.79} high={0.89} />
        <Estimate label="Lag to distance" value={0.46} low={0.3} high={0.62} />
        <Estimate label="Isolation and permits" value={0.9} low={0.86} high={0.93} />
        <p className="text-muted text-xs">
          The mark is our best estimate. The band is how far off it could be; it narrows as you
          answer.
        </p>
      </Show>
    </>
  );
}
