import { countInWords } from "@byteos/ui/logic/count-in-words";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Section } from "@byteos/ui/patterns/section";
import { Button } from "@byteos/ui/primitives/button";
import type { ReviewView } from "@byteos/usecases/review/load-review";
import Layers from "lucide-react/icons/layers";
import Link from "next/link";
import { minutesInWords } from "../../../lib/words.ts";
import { Forecast } from "./forecast.tsx";
import { LeechList } from "./leech-list.tsx";
import { ReviewSession } from "./review-session.tsx";

function summary({ dueCount, minutes, laterCount }: ReviewView): string {
  const later =
    laterCount === 0
      ? ""
      : ` ${countInWords(laterCount, "more waits", "more wait")} until tomorrow, so that a day stays short.`;
  if (dueCount === 0) return `Nothing is due now.${later}`;
  return `${countInWords(dueCount, "card or question", "cards and questions")}, about ${minutesInWords(minutes)}.${later}`;
}

/** Everything due from all courses, one at a time, and what the next days bring. */
export function Review({ view }: { view: ReviewView }) {
  return (
    <div className="mx-auto w-full max-w-180">
      <PageHeader title="Review" description={summary(view)} />
      {view.entries.length > 0 ? (
        // A new list of entries begins a new sitting.
        <ReviewSession key={view.entries.map(({ id }) => id).join()} entries={view.entries} />
      ) : (
        <EmptyState
          icon={<Layers aria-hidden />}
          title="You are up to date"
          action={
            <Button asChild variant="primary">
              <Link href="/">Go to your courses</Link>
            </Button>
          }
        >
          Cards join when you begin their module, and questions come back shortly before you would
          forget them.
        </EmptyState>
      )}
      <div className="mt-12 grid gap-10 max-md:mt-8 max-md:gap-8">
        {view.leeches.length > 0 ? (
          <Section
            title="Keeps slipping away"
            description="These were forgotten six times or more. Read where they come from, then take them up again."
          >
            <LeechList leeches={view.leeches} />
          </Section>
        ) : null}
        <Section title="The next seven days">
          <Forecast forecast={view.forecast} />
        </Section>
      </div>
    </div>
  );
}
