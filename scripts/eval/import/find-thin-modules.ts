import type { CourseOutline } from "@byteos/contracts/outline";
import type { SourceDocument } from "@byteos/courseware/outline/propose-outline";
import { studyCourse } from "@byteos/courseware/questions/make-quiz";
import { readStudyModule } from "@byteos/courseware/questions/study-text";
import { isEnglish } from "@byteos/courseware/text/words";

/** A module with fewer questions than there should be. */
export interface ThinModule {
  readonly title: string;
  readonly questions: number;
  readonly sentences: number;
  /** Sentences that state something and can be read away from their paragraph. */
  readonly statements: number;
  readonly why:
    | "hardly any prose"
    | "not English"
    | "few sentences stand alone"
    | "few can be asked";
}

const enough = 5;

/** The modules of a course that the drafting finds too little to ask about, and what it is that is missing. */
export function findThinModules(
  outline: CourseOutline,
  source: SourceDocument,
  seed: string,
): ThinModule[] {
  const { document } = source;
  const included = outline.modules.filter((module) => module.isIncluded);
  const studied = studyCourse(
    included.map(({ sections }) =>
      readStudyModule(
        sections.map(({ firstElement, endElement }) => ({
          documentIndex: 0,
          document,
          firstElement,
          endElement,
        })),
      ),
    ),
    seed,
    document.language,
  );
  const isReadable = isEnglish(document.text, document.language);
  return studied.flatMap(({ module, statements, quiz }, index): ThinModule[] => {
    if (quiz.length >= enough) return [];
    const counts = { sentences: module.sentences.length, statements: statements.length };
    const why = !isReadable
      ? "not English"
      : counts.sentences < 2 * enough
        ? "hardly any prose"
        : counts.statements < enough
          ? "few sentences stand alone"
          : "few can be asked";
    return [{ title: included[index]?.title ?? "", questions: quiz.length, ...counts, why }];
  });
}
