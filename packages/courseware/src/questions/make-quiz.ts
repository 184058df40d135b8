import type { Question } from "@byteos/contracts/question";
import { createSeededRandom } from "../random/seeded-random.ts";
import { isEnglish } from "../text/words.ts";
import { findDefinitions } from "./find-definitions.ts";
import type { Definition } from "./find-definitions.ts";
import { makeAnswerQuestions } from "./make-answer-questions.ts";
import { makeClauseQuestions } from "./make-clause-questions.ts";
import { makeClozeQuestions } from "./make-cloze-questions.ts";
import { makeDefinitionQuestions } from "./make-definition-questions.ts";
import { makeListQuestions } from "./make-list-questions.ts";
import { makeNumberQuestions } from "./make-number-questions.ts";
import { makeTrueFalseQuestions } from "./make-true-false-questions.ts";
import type { QuestionContext } from "./question-candidate.ts";
import { selectQuiz } from "./select-quiz.ts";
import type { Place, StudyModule } from "./study-text.ts";
import { findStatements } from "./weigh-sentences.ts";
import type { Statement } from "./weigh-sentences.ts";
import type { TermTable } from "./weigh-terms.ts";
import { countStems, weighTerms } from "./weigh-terms.ts";

export interface QuizQuestion {
  readonly question: Question;
  readonly places: readonly Place[];
}
export interface ModuleStudy {
  readonly module: StudyModule;
  readonly definitions: readonly Definition[];
  readonly statements: readonly Statement[];
  readonly quiz: readonly QuizQuestion[];
}

/**
 * What can be asked of each module of a course, with wrong answers from the same course. The patterns are English:
 * a course in another language gets the questions that need none (procedures and tables), not bad ones.
 */
export function studyCourse(
  modules: readonly StudyModule[],
  seed: string,
  language?: string,
): ModuleStudy[] {
  const sentences = modules.flatMap((part) => part.sentences);
  const isReadable = isEnglish(sentences.map((sentence) => sentence.text).join(" "), language);
  const terms: TermTable = weighTerms(isReadable ? sentences : []);
  const definitionsOf = modules.map((part) => (isReadable ? findDefinitions(part.sentences) : []));
  const courseDefinitions = definitionsOf.flat();
  const statementsOf = modules.map((part) =>
    isReadable ? findStatements(part.sentences, terms) : [],
  );
  const courseStatements = statementsOf.flat();
  return modules.map((part, index) => {
    const definitions = definitionsOf[index] ?? [];
    const statements = statementsOf[index] ?? [];
    const moduleSeed = `${seed}:${index}`;
    const context: QuestionContext = {
      module: part,
      course: modules,
      definitions,
      courseDefinitions,
      terms,
      moduleStems: countStems(part.sentences),
      random: createSeededRandom(moduleSeed),
      seed: moduleSeed,
    };
    const quiz = selectQuiz([
      ...makeDefinitionQuestions(context),
      ...makeAnswerQuestions(context),
      ...makeClauseQuestions(statements, courseStatements, context),
      ...makeNumberQuestions(statements, context),
      ...makeClozeQuestions(statements, context),
      ...makeTrueFalseQuestions(statements, context),
      ...makeListQuestions(context),
    ]);
    return {
      module: part,
      definitions,
      statements,
      quiz: quiz.map(({ question, places }) => ({ question, places })),
    };
  });
}
