import type { ModuleContent } from "@byteos/contracts/module-content";
import { describePictures } from "@byteos/courseware/publish/picture-words";
import type { PictureWords } from "@byteos/courseware/publish/picture-words";
import type { SaveModuleResult } from "@byteos/usecases/course/save-module";

/** Words by module and by block. */
export type DescribedModules = ReadonlyMap<string, ReadonlyMap<string, PictureWords>>;

export interface StoredModule {
  readonly load: () => Promise<{ readonly revision: number; readonly content: ModuleContent }>;
  readonly save: (revision: number, content: ModuleContent) => Promise<SaveModuleResult>;
}

const mostTries = 5;

/**
 * Saves words for pictures of a module that no editor of this page holds. Whoever saves it at the same time
 * keeps their edits: the words go onto theirs. A module that was deleted is left alone. Throws what `load` and
 * `save` throw.
 */
export async function saveDescriptions(
  module: StoredModule,
  words: ReadonlyMap<string, PictureWords>,
): Promise<void> {
  let base = await module.load();
  for (let tries = 0; tries < mostTries; tries += 1) {
    const content = describePictures(base.content, words);
    if (content === base.content) return;
    const result = await module.save(base.revision, content);
    if (result.status !== "conflict") return;
    base = result.theirs;
  }
}
