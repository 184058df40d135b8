import { isCountable } from "@byteos/courseware/progress/progress";
import type { PlayerView } from "@byteos/usecases/enrollment/load-player";
import { outlineEntries } from "../outline-entries.ts";
import { LessonText } from "./lesson-text.tsx";
import { Player } from "./player.tsx";

/** The player of one module: what runs in the browser around what the server wrote. */
export function PlayerPage({ view }: { view: PlayerView }) {
  const { module } = view;
  return (
    <Player
      key={module.id}
      courseId={view.courseId}
      courseTitle={view.courseTitle}
      moduleId={module.id}
      isOrdered={view.isOrdered}
      modules={view.modules.map(({ id, title, isComplete }) => ({ id, title, isComplete }))}
      blocks={module.blocks.map((block) => ({
        id: block.id,
        isQuestion: block.type === "question",
        isCounted: isCountable(block),
      }))}
      outline={outlineEntries(module.blocks)}
      completedBlockIds={view.completedBlockIds}
      isCourseComplete={view.isComplete}
      resumeBlockId={view.resumeBlockId}
      forms={view.advice.forms.map(({ modality }) => modality)}
      recommendedForm={view.advice.recommended}
      form={view.advice.chosen}
    >
      <LessonText view={view} />
    </Player>
  );
}
