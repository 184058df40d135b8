import { findFindings } from "@byteos/courseware/analytics/find-findings";
import { countInWords } from "@byteos/ui/logic/count-in-words";
import { longDate, timeOfDay } from "@byteos/ui/logic/dates";
import { ChartFrame } from "@byteos/ui/patterns/chart-frame";
import { ColumnChart } from "@byteos/ui/patterns/column-chart";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { FunnelChart } from "@byteos/ui/patterns/funnel-chart";
import type { FunnelStep } from "@byteos/ui/patterns/funnel-chart";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Section } from "@byteos/ui/patterns/section";
import { StatGroup, StatTile } from "@byteos/ui/patterns/stat-tile";
import { Button } from "@byteos/ui/primitives/button";
import type { CourseAnalytics } from "@byteos/usecases/analytics/load-course-analytics";
import ChartColumn from "lucide-react/icons/chart-column";
import CircleQuestionMark from "lucide-react/icons/circle-question-mark";
import Download from "lucide-react/icons/download";
import TrendingDown from "lucide-react/icons/trending-down";
import Link from "next/link";
import type { AnalyticsView } from "../loaders.ts";
import { QuestionTable } from "./question-table.tsx";

const daysShown = 28;

const percent = (part: number, whole: number) =>
  `${whole === 0 ? 0 : Math.round((part / whole) * 100)}%`;

function duration(minutes: number | null): string {
  if (minutes === null) return "–";
  const whole = Math.round(minutes);
  return whole < 60 ? `${whole} min` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
}

function left(before: number, now: number, never: string): string {
  const lost = before - now;
  return lost === 0 ? "Nobody left here" : `${lost} ${never}`;
}

function funnelOf(analytics: CourseAnalytics): FunnelStep[] {
  const { learners, started, completed, modules } = analytics;
  const middle = modules.length > 2 ? modules[Math.floor((modules.length - 1) / 2)] : undefined;
  const steps: FunnelStep[] = [
    { label: "Enrolled", value: learners },
    { label: "Started", value: started, note: left(learners, started, "never opened it") },
  ];
  if (middle) {
    const reached = Math.max(middle.reached, completed);
    steps.push({
      label: `Through ${middle.title}`,
      value: reached,
      note: left(started, reached, "left before"),
    });
  }
  const before = steps.at(-1)?.value ?? started;
  steps.push({ label: "Completed", value: completed, note: left(before, completed, "not yet") });
  return steps;
}

/** Every block on a short course; on a long one, the ones that lose learners, in order. */
function shownBlocks(blocks: CourseAnalytics["blocks"]): CourseAnalytics["blocks"] {
  if (blocks.length <= 24) return blocks;
  const losing = new Set(blocks.toSorted((one, two) => two.lost - one.lost).slice(0, 24));
  return blocks.filter((block) => losing.has(block));
}

/** The one block that loses clearly more than those after it, so that its words have room beside it. */
function standOut(
  blocks: CourseAnalytics["blocks"],
): CourseAnalytics["blocks"][number] | undefined {
  const worst = Math.max(2, ...blocks.map((block) => block.lost));
  const index = blocks.findIndex((block) => block.lost === worst);
  const isClear = blocks.slice(index + 1, index + 7).every((block) => block.lost <= worst * 0.6);
  return index !== -1 && isClear ? blocks[index] : undefined;
}

function Findings({ analytics }: { analytics: CourseAnalytics }) {
  const findings = findFindings(analytics);
  return (
    <Section title="Worth a look" description="Most learners affected first">
      {findings.length === 0 ? (
        <p className="text-muted">Nothing stands out in these figures.</p>
      ) : (
        <ul>
          {findings.map((finding) => (
            <li
              key={`${finding.kind}-${finding.blockId}`}
              className="border-line flex items-start gap-3 py-4 not-first:border-t first:pt-0"
            >
              {finding.kind === "loss" ? (
                <TrendingDown aria-hidden className="text-muted mt-0.5" />
              ) : (
                <CircleQuestionMark aria-hidden className="text-muted mt-0.5" />
              )}
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{finding.title}</span>
                <span className="text-muted block text-pretty">{finding.detail}</span>
              </span>
              <Button asChild size="sm">
                <Link
                  href={`/courses/${analytics.courseId}?module=${finding.moduleId}`}
                  prefetch={false}
                >
                  Open {finding.kind === "loss" ? "block" : "question"}
                </Link>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What learners did with one course: figures, where they are, where they leave, how questions went. */
export function CourseAnalyticsPage({ analytics, timeZone }: AnalyticsView) {
  const { learners, started, completed, questions, blocks } = analytics;
  const attempts = questions.reduce((sum, question) => sum + question.attempts, 0);
  const firstTry = questions.reduce(
    (sum, question) => sum + question.firstTryRate * question.learners,
    0,
  );
  const asked = questions.reduce((sum, question) => sum + question.learners, 0);
  const header = (
    <PageHeader
      kicker={
        <>
          <Link href="/courses" className="hover:text-fg">
            Courses
          </Link>
          , analytics
        </>
      }
      title={analytics.title}
      actions={
        <>
          {analytics.version === null || learners === 0 ? null : (
            <Button asChild variant="ghost">
              <a href={`/api/courses/${analytics.courseId}/analytics`} download>
                <Download aria-hidden /> Export all as CSV
              </a>
            </Button>
          )}
          <Button asChild>
            <Link href={`/courses/${analytics.courseId}`} prefetch={false}>
              Open course
            </Link>
          </Button>
        </>
      }
    />
  );
  if (analytics.version === null || learners === 0) {
    return (
      <>
        {header}
        <EmptyState
          icon={<ChartColumn aria-hidden />}
          title={
            analytics.version === null ? "Publish the course first" : "Nobody has enrolled yet"
          }
        >
          {analytics.version === null
            ? "Figures begin when learners take a published version."
            : "Figures appear here as soon as the first learner starts."}
        </EmptyState>
      </>
    );
  }
  const funnel = funnelOf(analytics);
  const columns = shownBlocks(blocks);
  const worstBlock = standOut(columns);
  return (
    <>
      {header}
      <StatGroup className="border-line border-y py-5">
        <StatTile label="Learners" value={learners} detail={`${started} started`} />
        <StatTile
          label="Completed"
          value={completed}
          detail={`${percent(completed, learners)} of enrolled`}
        />
        <StatTile
          label="Median time"
          value={duration(analytics.medianMinutes)}
          detail={`estimate is ${duration(analytics.estimatedMinutes)}`}
        />
        <StatTile
          label="First-try correct"
          value={asked === 0 ? "–" : percent(firstTry, asked)}
          detail={`${countInWords(questions.length, "question", "questions")}, ${countInWords(attempts, "attempt", "attempts")}`}
        />
      </StatGroup>
      <div className="mt-10 grid gap-x-10 gap-y-10 lg:grid-cols-2">
        <ChartFrame
          title="Completion"
          description={
            learners === 1 ? "Where 1 learner is now" : `Where ${learners} learners are now`
          }
          table={{
            columns: [{ label: "Step" }, { label: "Learners", isNumeric: true }],
            rows: funnel.map((step) => [step.label, step.value]),
          }}
        >
          <FunnelChart steps={funnel} />
        </ChartFrame>
        <Findings analytics={analytics} />
      </div>
      <div className="mt-10 grid gap-10">
        <ChartFrame
          title="Learners lost at each block"
          description={
            columns.length < blocks.length
              ? columns.length === 1
                ? "The block with the largest loss"
                : `The ${columns.length} blocks with the largest losses, in the order of the course`
              : "Counted at the last block a learner got through"
          }
          minWidth="lg"
          table={{
            columns: [
              { label: "Block" },
              { label: "Words" },
              { label: "Got through", isNumeric: true },
              { label: "Lost", isNumeric: true },
            ],
            rows: blocks.map((block) => [block.place, block.label, block.reached, block.lost]),
          }}
        >
          <ColumnChart
            label="Learners lost at each block"
            columns={columns.map((block) => ({
              label: block.place,
              value: block.lost,
              ...(block === worstBlock
                ? {
                    isEmphasised: true,
                    finding: {
                      title: `${block.place} ${block.label.slice(0, 36)}`,
                      detail: `${block.lost} of ${block.reached + block.lost} leave`,
                    },
                  }
                : {}),
            }))}
          />
        </ChartFrame>
        <ChartFrame
          title="Progress"
          description="Learners under way, by how much of the course they have done"
          table={{
            columns: [{ label: "Done" }, { label: "Learners", isNumeric: true }],
            rows: analytics.progress.map((count, tenth) => [
              `${tenth * 10} to ${tenth * 10 + 10}%`,
              count,
            ]),
          }}
        >
          <ColumnChart
            label="Learners by progress"
            kind="bare"
            height={120}
            columns={analytics.progress.map((count, tenth) => ({
              label: `${tenth * 10 + 10}%`,
              value: count,
            }))}
          />
        </ChartFrame>
        {analytics.days.length > 1 ? (
          <ChartFrame
            title="Activity"
            description="Learners active on each day something happened, UTC"
            minWidth="lg"
            table={{
              columns: [
                { label: "Day" },
                { label: "Active", isNumeric: true },
                { label: "Enrolled", isNumeric: true },
                { label: "Completed", isNumeric: true },
              ],
              rows: analytics.days.map((day) => [day.day, day.active, day.enrolled, day.completed]),
            }}
          >
            <ColumnChart
              label="Active learners by day"
              height={120}
              columns={analytics.days
                .slice(-daysShown)
                .map((day) => ({ label: day.day.slice(5), value: day.active }))}
            />
          </ChartFrame>
        ) : null}
        {questions.length > 0 ? (
          <Section
            title="Questions"
            description="Discrimination is how well a question separates learners who know the rest from those who do not; below 0.20 deserves a look"
          >
            <QuestionTable questions={questions} csvName={`${analytics.title}, questions`} />
          </Section>
        ) : null}
      </div>
      {analytics.countedAt ? (
        <p className="text-muted mt-8 text-xs">
          Counted {longDate(analytics.countedAt, timeZone)},{" "}
          {timeOfDay(analytics.countedAt, timeZone)}. Reload for newer figures.
        </p>
      ) : null}
    </>
  );
}
