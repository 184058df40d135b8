import { AppError } from "@byteos/contracts/errors";
import {
  GeneratedContent,
  type GeneratedItem,
  GeneratedKind,
} from "@byteos/contracts/generated-content";
import { extractContent } from "@byteos/courseware/generate/extract-content";
import { studyPassages } from "@byteos/courseware/generate/study-passages";
import { asUser } from "@byteos/db/as-user";
import type { LanguageModelPort } from "@byteos/integrations/model/language-model";
import { isInstructionLike } from "@byteos/retrieval/evidence/instruction-like";
import { type CoursePassage, passagesOfCourse } from "@byteos/retrieval/passages/course-passages";
import { z } from "zod";
import { requireByte } from "../tutor/require-byte.ts";
import type { UseCase } from "../use-case.ts";
import { addToDraft, AddTo } from "./add-to-draft.ts";
import { countGeneration } from "./generate-limits.ts";
import { CourseTextInput, readCourseText } from "./read-course-text.ts";
import { wordContent } from "./word-content.ts";

export const GenerateContentInput = CourseTextInput.extend({
  kind: GeneratedKind,
  most: z.int().min(1).max(24).default(8),
  /** Writes cards or terms into the draft of a module as well; for those who may write the course. */
  addTo: AddTo.optional(),
});

export const GeneratedAnswer = GeneratedContent.extend({
  /** Where they were added: the module's new revision, and how many were new. */
  added: z.strictObject({ revision: z.int(), count: z.int() }).nullable(),
});
export type GeneratedAnswer = z.infer<typeof GeneratedAnswer>;

export interface GenerateMeans {
  readonly models: readonly LanguageModelPort[];
  readonly signal?: AbortSignal;
}

/**
 * A summary, cards or key terms of a course or module. A model words them where there is one and each
 * sentence has its evidence; otherwise they are the course's own sentences. Throws as `readCourseText`,
 * `addToDraft` and `requireByte`, and limit `generate.too-often`.
 */
export async function generateContent({
  ctx,
  input,
  means,
}: UseCase & { readonly means: GenerateMeans }): Promise<GeneratedAnswer> {
  const { kind, most, addTo, ...place } = GenerateContentInput.parse(input);
  if (addTo !== undefined && (place.from !== "draft" || kind === "summary")) {
    throw new AppError(
      "validation",
      "generate.nothing-to-add",
      "Only cards and terms of a draft can be added to it.",
    );
  }
  await countGeneration(ctx);
  const { contentHash, modules } = await asUser(ctx, async (tx) => {
    const text = await readCourseText(tx, ctx, place);
    if (place.from === "published") await requireByte(tx, place);
    return text;
  });
  const passages = passagesOfCourse({ modules: modules.map(withProseOnly) });
  const worded =
    means.models.length === 0
      ? null
      : await wordContent(passages, {
          kind,
          most,
          contentHash,
          models: means.models,
          signal: means.signal,
        });
  const items = worded ?? quote(passages, { kind, most, contentHash });
  const added =
    addTo === undefined ? null : await addToDraft(ctx, { ...place, addTo, kind, items });
  return GeneratedAnswer.parse({
    kind,
    mode: worded === null ? "extractive" : "model",
    items,
    added,
  });
}

type ReadModule = Awaited<ReturnType<typeof readCourseText>>["modules"][number];

/** Code, tables and words about pictures do not make sentences. */
function withProseOnly(module: ReadModule): ReadModule {
  const blocks = module.blocks.filter(({ type }) => !["code", "table", "image"].includes(type));
  return { ...module, blocks };
}

function quote(
  passages: readonly CoursePassage[],
  { kind, most, contentHash }: { kind: GeneratedKind; most: number; contentHash: string },
): GeneratedItem[] {
  return extractContent(studyPassages(passages), { kind, most }).flatMap(({ front, sentence }) => {
    const passage = passages[sentence.documentIndex];
    if (passage === undefined || isInstructionLike(sentence.text)) return [];
    const { moduleId, blockId } = passage;
    const { start, end, text } = sentence;
    const words = passage.text.slice(start - passage.start, end - passage.start);
    const place = { moduleId, blockId, start, end, contentHash, quote: words };
    return [{ front, text, evidence: [place] }];
  });
}
