import { Estimate } from "@byteos/ui/patterns/estimate";
import { Section } from "@byteos/ui/patterns/section";
import type { SkillAtGlance } from "@byteos/usecases/learner/plan-next-action";
import Link from "next/link";

/** The skills exercised last, each with how far off its estimate could be. */
export function SkillsAtAGlance({ skills }: { skills: readonly SkillAtGlance[] }) {
  return (
    <Section
      title="Skills at a glance"
      action={
        <Link
          href="/skills"
          className="text-muted hover:text-fg text-sm font-medium hover:underline max-sm:py-3"
        >
          All skills
        </Link>
      }
    >
      <ul className="grid gap-4">
        {skills.map(({ skillId, name, proficiency, low, high }) => (
          <li key={skillId}>
            <Estimate label={name} value={proficiency} low={low} high={high} />
          </li>
        ))}
      </ul>
      <p className="text-muted mt-4 text-xs text-pretty">
        The mark is our best estimate. The band is how far off it could be; it narrows as you
        answer.
      </p>
    </Section>
  );
}
