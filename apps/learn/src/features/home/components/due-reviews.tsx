import { countInWords } from "@byteos/ui/logic/count-in-words";
import { Section } from "@byteos/ui/patterns/section";
import { Button } from "@byteos/ui/primitives/button";
import { Card } from "@byteos/ui/primitives/card";
import type { HomeView } from "@byteos/usecases/enrollment/load-home";
import Link from "next/link";
import { minutesInWords } from "../../../lib/words.ts";
import { Forecast } from "../../review/components/forecast.tsx";

function originOf(byCourse: HomeView["review"]["byCourse"]): string {
  const [first, second, ...rest] = byCourse;
  if (first === undefined) return "What you answer comes back shortly before you would forget it.";
  if (second === undefined) return `All from ${first.title}.`;
  const others =
    rest.length === 0 ? "" : `, and ${countInWords(rest.length, "course", "courses")} more`;
  return `${first.count} from ${first.title}, ${second.count} from ${second.title}${others}.`;
}

/** What is due for review today, and what the week brings. */
export function DueReviews({ review }: { review: HomeView["review"] }) {
  const { count, minutes, byCourse, forecast } = review;
  return (
    <Section
      title="Due for review"
      action={
        <Link
          href="/practice"
          className="text-muted hover:text-fg text-sm font-medium hover:underline max-sm:py-3"
        >
          Practise freely
        </Link>
      }
    >
      <Card
        kind="well"
        padding="lg"
        className="grid items-end gap-6 md:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]"
      >
        <div className="grid justify-items-start gap-1 self-center">
          <h3 className="text-xl font-semibold tracking-[-0.012em]">
            {count === 0
              ? "Nothing due now"
              : `${count} to review, about ${minutesInWords(minutes)}`}
          </h3>
          <p className="text-muted text-sm text-pretty">{originOf(byCourse)}</p>
          {count === 0 ? null : (
            <Button asChild className="mt-3 max-md:w-full">
              <Link href="/review">Review {count}</Link>
            </Button>
          )}
        </div>
        <Forecast forecast={forecast} height={72} />
      </Card>
    </Section>
  );
}
