import type { TutorCitation, TutorLadder } from "@byteos/contracts/tutor";
import { blockElementId } from "@byteos/ui/logic/block-element-id";
import { cn } from "@byteos/ui/logic/cn";
import { SourceQuote } from "@byteos/ui/patterns/answer-feedback";
import { Button } from "@byteos/ui/primitives/button";
import CircleHelp from "lucide-react/icons/circle-question-mark";
import type { MouseEvent } from "react";
import { PlayerLink } from "../../player/components/player-link.tsx";
import { useLesson } from "../../player/state/lesson-context.tsx";
import type { ShownTurn } from "../use-byte.ts";

const stepNames: Readonly<Record<number, readonly string[]>> = {
  2: ["Nudge", "Method"],
  3: ["Nudge", "Method", "Worked step"],
};
const markedMs = 4_000;

export function ByteTurn({
  turn,
  isLatest,
  isBusy,
  onHint,
  onRate,
}: {
  turn: ShownTurn;
  isLatest: boolean;
  isBusy: boolean;
  onHint: () => void;
  onRate: (isHelpful: boolean) => void;
}) {
  const { about, ladder, text, citations, noted, problem, state, helpful } = turn;
  const canClimb =
    isLatest && ladder !== null && !isBusy && (ladder.step < ladder.total || ladder.mayAnswer);
  const isRateable = state === "done" && turn.id !== "";
  return (
    <article className="grid gap-3">
      {about === null ? null : (
        <p className="bg-surface rounded-option icon-16 text-muted flex gap-2 px-3 py-2.5 text-xs">
          <CircleHelp aria-hidden className="text-primary mt-px shrink-0" />
          <span>
            About <strong className="text-fg font-semibold">{about.label}</strong>.
            {about.givenAnswer === null ? null : (
              <>
                {" "}
                Your answer: <strong className="text-fg font-semibold">{about.givenAnswer}</strong>
              </>
            )}
          </span>
        </p>
      )}
      {turn.message === "" ? null : (
        <p className="bg-surface-2 text-byte rounded-card justify-self-end rounded-ee-xs px-3.5 py-2 whitespace-pre-wrap">
          {turn.message}
        </p>
      )}
      {ladder === null ? null : <Ladder ladder={ladder} />}
      {text === "" ? null : <p className="text-byte text-pretty whitespace-pre-wrap">{text}</p>}
      {state === "speaking" && text === "" ? (
        <p className="text-muted text-sm">Looking in the course…</p>
      ) : null}
      {citations.map((citation) => (
        <Citation key={citation.number} citation={citation} />
      ))}
      {noted === null ? null : (
        <p className="text-muted text-xs">
          Noted: “{noted}”.{" "}
          <PlayerLink className="link" href="/account/byte">
            Change or delete
          </PlayerLink>
        </p>
      )}
      {problem === null ? null : (
        <p role="alert" className="text-incorrect-fg text-sm">
          {problem}
        </p>
      )}
      {state === "stopped" && problem === null ? (
        <p className="text-muted text-sm">Stopped. What was said is kept.</p>
      ) : null}
      {canClimb || isRateable ? (
        <div className="flex flex-wrap items-center gap-1">
          {canClimb ? (
            <Button size="sm" onClick={onHint}>
              {ladder.step < ladder.total ? "Next hint" : "Show the answer"}
            </Button>
          ) : null}
          {isRateable ? (
            <>
              <Button
                variant="ghost"
                size="sm"
                aria-pressed={helpful === true}
                onClick={() => onRate(true)}
              >
                {helpful === true ? "Glad it helped" : "This helped"}
              </Button>
              <Button
                variant="ghost"
                size="sm"
                aria-pressed={helpful === false}
                onClick={() => onRate(false)}
              >
                {helpful === false ? "Noted" : "Not really"}
              </Button>
            </>
          ) : null}
        </div>
      ) : null}
      {isLatest && state === "done" && turn.mode === "extractive" && citations.length > 0 ? (
        <p className="text-muted text-xs">Built from the course, without a language model.</p>
      ) : null}
    </article>
  );
}

function Ladder({ ladder: { step, total } }: { ladder: TutorLadder }) {
  const names = stepNames[total];
  return (
    <ol
      aria-label={`Hint ${step} of ${total}`}
      className="grid auto-cols-fr grid-flow-col gap-1 text-xs"
    >
      {Array.from({ length: total }, (_, index) => (
        <li key={index} className="grid content-start gap-2">
          <span className={cn("rounded-pill h-1", index < step ? "bg-primary" : "bg-surface-2")} />
          <span className={cn(index < step ? "text-fg font-medium" : "text-muted")}>
            {index + 1} {names?.[index] ?? "Hint"}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Citation({ citation }: { citation: TutorCitation }) {
  const { courseId, moduleId, goTo } = useLesson();
  const isHere = citation.moduleId === moduleId;
  const anchor = `#${blockElementId(citation.blockId)}`;
  const open = (event: MouseEvent) => {
    const element = document.getElementById(blockElementId(citation.blockId));
    if (!isHere || element === null) return;
    event.preventDefault();
    goTo(citation.blockId);
    element.toggleAttribute("data-cited", true);
    setTimeout(() => element.removeAttribute("data-cited"), markedMs);
  };
  return (
    <div onClickCapture={open}>
      <SourceQuote
        place={isHere ? `¶ ${citation.number}` : citation.moduleTitle}
        href={isHere ? anchor : `/learn/${courseId}/${citation.moduleId}${anchor}`}
      >
        “{citation.quote}”
      </SourceQuote>
    </div>
  );
}
