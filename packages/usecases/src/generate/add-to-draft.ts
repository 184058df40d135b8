import { AppError } from "@byteos/contracts/errors";
import type { GeneratedItem, GeneratedKind } from "@byteos/contracts/generated-content";
import { type CourseId, ModuleId } from "@byteos/contracts/ids";
import type { ModuleContent } from "@byteos/contracts/module-content";
import type { MemberContext } from "@byteos/contracts/request-context";
import { richText } from "@byteos/contracts/words";
import { readModuleContent } from "@byteos/courseware/blocks/read-module-content";
import { stableId } from "@byteos/courseware/random/stable-hash";
import { asUser } from "@byteos/db/as-user";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import { saveModule } from "../course/save-module.ts";

export const AddTo = z.strictObject({
  moduleId: ModuleId,
  /** The revision that the creator has before them. */
  revision: z.int().positive(),
});

/**
 * Writes generated cards or terms into a module's draft, each with the sources of the block it rests on. One
 * that is there already is not added again. Throws `module.not-found` and conflict `generate.changed-meanwhile`.
 */
export async function addToDraft(
  ctx: MemberContext,
  {
    courseId,
    addTo,
    kind,
    items,
  }: {
    readonly courseId: CourseId;
    readonly addTo: z.infer<typeof AddTo>;
    readonly kind: GeneratedKind;
    readonly items: readonly GeneratedItem[];
  },
): Promise<{ revision: number; count: number }> {
  requireCapability(ctx, "course.write");
  const { moduleId, revision } = addTo;
  const ref = { orgId: ctx.actor.orgId, courseId, moduleId };
  const stored = await asUser(ctx, (tx) => moduleRepository.get(tx, ref));
  const before = readModuleContent(stored.content);
  const content = kind === "flashcards" ? withCards(before, items) : withTerms(before, items);
  const count =
    content.cards.length - before.cards.length + content.terms.length - before.terms.length;
  if (count === 0) return { revision: stored.revision, count };
  const saved = await saveModule({ ctx, input: { courseId, moduleId, revision, content } });
  if (saved.status !== "saved") {
    throw new AppError(
      "conflict",
      "generate.changed-meanwhile",
      "The module was changed meanwhile, so nothing was added.",
      { suggestion: "Load it again, then add them." },
    );
  }
  await asUser(ctx, (tx) =>
    recordAudit(tx, ctx, {
      action: "module.add-generated",
      targetType: "module",
      targetId: moduleId,
      details: { kind, count },
    }),
  );
  return { revision: saved.revision, count };
}

function sourcesOf(content: ModuleContent, { evidence }: GeneratedItem) {
  const blocks = content.blocks.filter(({ id }) => evidence.some(({ blockId }) => blockId === id));
  const sources = blocks.flatMap((block) => block.sources ?? []).slice(0, 50);
  return sources.length === 0 ? {} : { sources };
}

function withCards(content: ModuleContent, items: readonly GeneratedItem[]): ModuleContent {
  const known = new Set(content.cards.map(({ id }) => id));
  const cards = items
    .map((item) => ({
      id: stableId("generated", "card", item.text),
      front: richText(item.front ?? ""),
      back: richText(item.text),
      ...sourcesOf(content, item),
    }))
    .filter(({ id }) => !known.has(id));
  return { ...content, cards: [...content.cards, ...cards].slice(0, 1_000) };
}

function withTerms(content: ModuleContent, items: readonly GeneratedItem[]): ModuleContent {
  const known = new Set(content.terms.map(({ term }) => term.toLowerCase()));
  const terms = items
    .map((item) => ({
      id: stableId("generated", "term", item.front ?? "", item.text),
      term: (item.front ?? "").slice(0, 200),
      definition: item.text.slice(0, 4_000),
      ...sourcesOf(content, item),
    }))
    .filter(({ term }) => !known.has(term.toLowerCase()));
  return { ...content, terms: [...content.terms, ...terms].slice(0, 500) };
}
