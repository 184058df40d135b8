import type { Block, CalloutChild } from "@byteos/contracts/block";
import type { ModuleContent } from "@byteos/contracts/module-content";
import { plainText } from "@byteos/contracts/words";

/** A picture that is there and that nobody has put into words yet. */
export interface UndescribedPicture {
  readonly moduleId: string;
  readonly moduleTitle: string;
  readonly blockId: string;
  readonly assetId: string;
  /** Empty without one. */
  readonly caption: string;
}

/** `alternativeText` for a picture that says something, or that it decorates only. */
export type PictureWords =
  | { readonly isDecorative: false; readonly alternativeText: string }
  | { readonly isDecorative: true };

export function isUndescribed({
  isDecorative,
  alternativeText,
}: {
  readonly isDecorative: boolean;
  readonly alternativeText: string | null;
}): boolean {
  return !isDecorative && (alternativeText ?? "").trim() === "";
}

/** The images of a module in reading order, those in call-outs too. */
export function imagesOf({ blocks }: ModuleContent): Extract<Block, { type: "image" }>[] {
  return blocks
    .flatMap((block): (Block | CalloutChild)[] =>
      block.type === "callout" ? block.children : [block],
    )
    .filter((block) => block.type === "image");
}

/** Pictures of a course without words, in reading order. */
export function findUndescribedPictures(
  modules: readonly {
    readonly id: string;
    readonly title: string;
    readonly content: ModuleContent;
  }[],
): UndescribedPicture[] {
  return modules.flatMap(({ id: moduleId, title: moduleTitle, content }) =>
    imagesOf(content).flatMap((block): UndescribedPicture[] => {
      if (block.assetId === null || !isUndescribed(block)) return [];
      const caption = plainText(block.caption ?? []).trim();
      return [{ moduleId, moduleTitle, blockId: block.id, assetId: block.assetId, caption }];
    }),
  );
}

/**
 * Puts words, by block id, to the pictures that have none. What somebody else has described meanwhile stays
 * as it is. Gives back `content` itself when nothing changes.
 */
export function describePictures(
  content: ModuleContent,
  words: ReadonlyMap<string, PictureWords>,
): ModuleContent {
  let isChanged = false;
  const describe = <T extends Block | CalloutChild>(block: T): T => {
    if (block.type !== "image" || !isUndescribed(block)) return block;
    const given = words.get(block.id);
    if (given === undefined) return block;
    isChanged = true;
    return { ...block, ...given };
  };
  const blocks = content.blocks.map((block) =>
    block.type === "callout"
      ? { ...block, children: block.children.map(describe) }
      : describe(block),
  );
  return isChanged ? { ...content, blocks } : content;
}
