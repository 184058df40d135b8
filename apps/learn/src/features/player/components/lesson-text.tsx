import { isCountable } from "@byteos/courseware/progress/progress";
import { BlockView } from "@byteos/ui/patterns/blocks/block-view";
import { ReadingColumn } from "@byteos/ui/patterns/player-frame";
import type { PlayerView } from "@byteos/usecases/enrollment/load-player";
import Clock from "lucide-react/icons/clock";
import { FormAdvice } from "./form-advice.tsx";
import { Glossary } from "./glossary.tsx";
import { LessonCards, LessonEnd, LessonMind, LessonQuestion } from "./interactive-parts.tsx";
import { NewerVersion } from "./newer-version.tsx";

const pictureUrl = (assetId: string) => `/media/${assetId}`;

/** A module as it is read: title, what it is for, blocks, terms, cards and the way on. */
export function LessonText({ view }: { view: PlayerView }) {
  const { module, modules, moduleIndex, courseId } = view;
  const next = modules[moduleIndex + 1];
  const cards = module.cards.map(({ id, front, back }) => ({ id, front, back }));
  const numbers = new Map<string, number>();
  for (const block of module.blocks) {
    if (block.type === "question") numbers.set(block.id, numbers.size + 1);
  }
  return (
    <ReadingColumn>
      {view.newerVersion === null ? null : (
        <NewerVersion courseId={courseId} version={view.newerVersion.version} />
      )}
      <header>
        <p className="text-muted flex flex-wrap items-center gap-x-4 gap-y-1 font-sans text-sm">
          <span>
            Module {moduleIndex + 1} of {modules.length}
          </span>
          {module.estimatedMinutes > 0 ? (
            <span className="icon-16 inline-flex items-center gap-1.5">
              <Clock aria-hidden />
              {module.estimatedMinutes} min
            </span>
          ) : null}
        </p>
        <h1 className="max-md:text-lesson mt-2 font-serif text-4xl font-semibold text-balance">
          {module.title}
        </h1>
        <FormAdvice advice={view.advice} />
        {module.objectives.length > 0 ? (
          <div className="mt-5 font-sans">
            <h2 className="text-sm font-semibold">After this module you can</h2>
            <ul className="marker:text-muted text-muted mt-1.5 list-disc space-y-1 ps-5 text-sm">
              {module.objectives.map((objective) => (
                <li key={objective.id}>{objective.text}</li>
              ))}
            </ul>
          </div>
        ) : null}
      </header>
      {cards.length > 0 ? <LessonCards cards={cards} place="first" /> : null}
      <LessonMind />
      <div className="reading mt-8 grid gap-5">
        {module.blocks.map((block) => (
          <div key={block.id} className="relative min-w-0">
            <BlockView
              block={block}
              imageUrl={pictureUrl}
              renderQuestion={(asked) => (
                <div className="-mx-3 mt-5 max-md:-mx-1">
                  <LessonQuestion
                    blockId={asked.id}
                    courseId={courseId}
                    number={numbers.get(asked.id) ?? 1}
                    question={asked.question}
                    answered={view.answered[asked.id] ?? null}
                  />
                </div>
              )}
            />
            <span
              aria-hidden
              data-block-end={block.id}
              className="absolute bottom-0 block size-px"
            />
          </div>
        ))}
      </div>
      <Glossary terms={module.terms} />
      {cards.length > 0 ? <LessonCards cards={cards} place="last" /> : null}
      <LessonEnd
        title={module.title}
        countedIds={module.blocks.filter(isCountable).map((block) => block.id)}
        questionIds={[...numbers.keys()]}
        next={
          next === undefined
            ? null
            : {
                id: next.id,
                title: next.title,
                minutes: next.estimatedMinutes,
                isAfterThis: view.isOrdered && !next.isComplete,
              }
        }
      />
    </ReadingColumn>
  );
}
