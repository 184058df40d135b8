import { countInWords } from "@byteos/ui/logic/count-in-words";
import { Card } from "@byteos/ui/primitives/card";
import type { HomeView } from "@byteos/usecases/enrollment/load-home";
import Check from "lucide-react/icons/check";
import Flame from "lucide-react/icons/flame";

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Days of learning in a row, from the days on which something was learned. */
export function Streak({ streak }: { streak: NonNullable<HomeView["streak"]> }) {
  const { days, isActiveToday, week } = streak;
  return (
    <Card className="grid gap-4">
      <h2 className="flex items-center gap-3 text-xl font-semibold [--icon-size:24px]">
        <Flame aria-hidden className="text-warning" />
        {days === 0 ? "Start a new row" : `${countInWords(days, "day", "days")} in a row`}
      </h2>
      <ol className="grid grid-cols-7" aria-label="This week">
        {week.map((day, index) => (
          <li
            key={day.day}
            className={`grid justify-items-center gap-1.5 text-xs ${day.isToday ? "text-fg font-semibold" : "text-muted"}`}
          >
            <span
              aria-hidden
              className={`icon-16 rounded-pill grid size-7 place-items-center ${
                day.isActive
                  ? "bg-warning-soft text-warning-fg"
                  : day.isToday
                    ? "shadow-[inset_0_0_0_2px_var(--warning)]"
                    : "bg-surface-2"
              }`}
            >
              {day.isActive ? <Check /> : null}
            </span>
            {weekdays[index]}
            <span className="sr-only">
              {day.isActive ? ": learned" : day.isToday ? ": today" : ""}
            </span>
          </li>
        ))}
      </ol>
      <p className="text-muted text-sm text-pretty">
        {isActiveToday
          ? "Today counts already."
          : days === 0
            ? "Any part of a lesson counts."
            : `Any part of a lesson today makes it ${days + 1}.`}
      </p>
    </Card>
  );
}
