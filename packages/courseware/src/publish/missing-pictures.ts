import type { Block, CalloutChild } from "@byteos/contracts/block";
import type { ModuleContent } from "@byteos/contracts/module-content";
import { plainText } from "@byteos/contracts/words";
import { imagesOf } from "./picture-words.ts";

/** A place for a picture that nobody has put in: usually its file did not come with the document. */
export interface MissingPicture {
  readonly moduleId: string;
  readonly moduleTitle: string;
  readonly blockId: string;
  /** What it would show, in its own words; empty without any. */
  readonly words: string;
}

type ImageBlock = Extract<Block, { type: "image" }>;

export function wordsForPicture({ alternativeText, caption }: ImageBlock): string {
  const told = (alternativeText ?? "").trim();
  return told === "" ? plainText(caption ?? []).trim() : told;
}

/** Places without a picture, in reading order, those in call-outs too. */
export function findMissingPictures(
  modules: readonly {
    readonly id: string;
    readonly title: string;
    readonly content: ModuleContent;
  }[],
): MissingPicture[] {
  return modules.flatMap(({ id: moduleId, title: moduleTitle, content }) =>
    imagesOf(content)
      .filter(({ assetId }) => assetId === null)
      .map((block) => ({
        moduleId,
        moduleTitle,
        blockId: block.id,
        words: wordsForPicture(block),
      })),
  );
}

/**
 * Takes out the named places that still have no picture, and call-outs that held nothing else. Gives back
 * `content` itself when nothing changes.
 */
export function removeMissingPictures(
  content: ModuleContent,
  blockIds: ReadonlySet<string>,
): ModuleContent {
  const isGone = (block: Block | CalloutChild): boolean =>
    block.type === "image" && block.assetId === null && blockIds.has(block.id);
  if (!imagesOf(content).some(isGone)) return content;
  const blocks = content.blocks.flatMap((block): Block[] => {
    if (isGone(block)) return [];
    if (block.type !== "callout" || !block.children.some(isGone)) return [block];
    const children = block.children.filter((child) => !isGone(child));
    return children.length === 0 ? [] : [{ ...block, children }];
  });
  return { ...content, blocks };
}
