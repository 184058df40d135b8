import { Button } from "@byteos/ui/primitives/button";
import type { ReviewView } from "@byteos/usecases/review/load-review";
import Link from "next/link";
import { takeUpLeechAction } from "../actions.ts";

export function LeechList({ leeches }: { leeches: ReviewView["leeches"] }) {
  return (
    <ul>
      {leeches.map(({ id, words, courseId, moduleId, moduleTitle, lapses }, index) => (
        <li
          key={id}
          className={`flex flex-wrap items-center gap-x-4 gap-y-2 py-3 ${index === 0 ? "pt-0" : "border-line border-t"}`}
        >
          <span className="min-w-0 flex-1 basis-60">
            <span className="block font-medium text-pretty">{words}</span>
            <span className="text-muted block text-sm">
              Forgotten {lapses} times. From{" "}
              <Link href={`/learn/${courseId}/${moduleId}`} className="link">
                {moduleTitle}
              </Link>
            </span>
          </span>
          <form action={takeUpLeechAction.bind(null, id)}>
            <Button type="submit">
              Take it up<span className="sr-only"> again: {words}</span>
            </Button>
          </form>
        </li>
      ))}
    </ul>
  );
}
