import { countInWords } from "@byteos/ui/logic/count-in-words";
import { longDate } from "@byteos/ui/logic/dates";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { Estimate } from "@byteos/ui/patterns/estimate";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Section } from "@byteos/ui/patterns/section";
import { Button } from "@byteos/ui/primitives/button";
import type { LearnerProfile, LearnerSkill } from "@byteos/usecases/learner/load-skills";
import ChartNoAxesColumn from "lucide-react/icons/chart-no-axes-column";
import Link from "next/link";
import { GoalDialog } from "./goal-dialog.tsx";
import { SkillGraph, skillElementId } from "./skill-graph.tsx";

type Course = LearnerProfile["courses"][number];

function summary({ courses, answerCount }: LearnerProfile): string {
  const gaps = courses.flatMap(({ skills }) => skills).filter(({ gap }) => gap !== null).length;
  const found =
    gaps === 0 ? "No gaps found." : `${countInWords(gaps, "gap", "gaps")} to close, marked below.`;
  return `From ${countInWords(answerCount, "answer", "answers")} and spaced reviews. ${found}`;
}

/** What the learner can do, how sure that is, what is missing and what raises it. */
export function Skills({ profile }: { profile: LearnerProfile }) {
  return (
    <>
      <PageHeader title="Skills" description={summary(profile)} />
      {profile.courses.length === 0 ? (
        <EmptyState
          icon={<ChartNoAxesColumn aria-hidden />}
          title="Answer a first question"
          action={
            <Button asChild variant="primary">
              <Link href="/">Go to your courses</Link>
            </Button>
          }
        >
          Each answer shows what you can do and how sure that is.
        </EmptyState>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-12">
          {profile.courses.map((course) => (
            <CourseSkills key={course.courseId} course={course} />
          ))}
          <p className="text-muted max-w-[72ch] text-sm text-pretty">
            The mark is our best estimate of a right answer to a question of average difficulty. The
            band is how far off it could be; it narrows as you answer and widens while you do not.
          </p>
        </div>
      )}
    </>
  );
}

function CourseSkills({ course }: { course: Course }) {
  const modules = course.skills.filter(({ parentId }) => parentId === null);
  const names = new Map(course.skills.map(({ skillId, name }) => [skillId, name]));
  return (
    <Section title={course.title}>
      {modules.length > 1 ? <SkillGraph title={course.title} skills={modules} /> : null}
      <ul className="mt-4 grid gap-x-12 md:grid-cols-2">
        {modules.map((skill) => (
          <li
            key={skill.skillId}
            id={skillElementId(skill.skillId)}
            className="border-line scroll-mt-20 border-t py-4"
          >
            <SkillEntry skill={skill} courseId={course.courseId} names={names} />
            <Terms skills={course.skills.filter(({ parentId }) => parentId === skill.skillId)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function SkillEntry({
  skill,
  courseId,
  names,
}: {
  skill: LearnerSkill;
  courseId: string;
  names: ReadonlyMap<string, string>;
}) {
  const { skillId, name, evidenceCount, gap, requires, moduleId, questionCount, goal } = skill;
  const needed = requires.flatMap((id) => names.get(id) ?? []);
  const facts = [
    evidenceCount === 0 ? "Not practised yet" : countInWords(evidenceCount, "answer", "answers"),
    ...(needed.length > 0 ? [`Builds on ${needed.join(" and ")}`] : []),
  ];
  return (
    <>
      {evidenceCount === 0 ? (
        <p className="text-sm">{name}</p>
      ) : (
        <Estimate
          label={name}
          value={skill.proficiency}
          low={skill.low}
          high={skill.high}
          {...(goal === null ? {} : { goal: goal.target })}
        />
      )}
      <p className="text-muted mt-2 text-sm">
        {gap === null ? null : <strong className="text-warning-fg font-semibold">Gap. </strong>}
        {facts.join(". ")}.{goal === null ? null : ` ${goalWords(goal)}`}
      </p>
      <p className="mt-1 flex flex-wrap gap-x-4 text-sm">
        {evidenceCount > 0 && questionCount > 0 ? (
          <Link
            href={`/practice?skill=${skillId}`}
            className="link inline-flex min-h-6 items-center max-sm:min-h-11"
          >
            Practise<span className="sr-only"> {name}</span>
          </Link>
        ) : null}
        {moduleId === null ? null : (
          <Link
            href={`/learn/${courseId}/${moduleId}`}
            className="link inline-flex min-h-6 items-center max-sm:min-h-11"
          >
            {evidenceCount > 0 ? "Read it again" : "Open the lesson"}
            <span className="sr-only">: {name}</span>
          </Link>
        )}
        <GoalDialog skillId={skillId} name={name} goal={goal} />
      </p>
    </>
  );
}

function goalWords({ target, dueOn }: NonNullable<LearnerSkill["goal"]>): string {
  const by = dueOn === null ? "" : ` by ${longDate(new Date(dueOn), "UTC")}`;
  return `Your goal: ${Math.round(target * 100)}%${by}.`;
}

/** Key terms within a module's skill that were practised. */
function Terms({ skills }: { skills: readonly LearnerSkill[] }) {
  const known = skills.filter(({ evidenceCount }) => evidenceCount > 0);
  if (known.length === 0) return null;
  return (
    <ul className="border-line mt-3 grid gap-3 border-s ps-4">
      {known.map(({ skillId, name, proficiency, low, high }) => (
        <li key={skillId}>
          <Estimate label={name} value={proficiency} low={low} high={high} />
        </li>
      ))}
    </ul>
  );
}
