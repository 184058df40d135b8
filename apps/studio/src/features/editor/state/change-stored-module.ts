import type { ModuleContent } from "@byteos/contracts/module-content";
import type { SaveModuleResult } from "@byteos/usecases/course/save-module";

export interface StoredModule {
  readonly load: () => Promise<{ readonly revision: number; readonly content: ModuleContent }>;
  readonly save: (revision: number, content: ModuleContent) => Promise<SaveModuleResult>;
}

const mostTries = 5;

/**
 * Changes a module that no editor of this page holds; `change` gives back what it was given where there is
 * nothing to do. Whoever saves it at the same time keeps their edits: the change is made to theirs. A module
 * that was deleted is left alone. Throws what `load` and `save` throw.
 */
export async function changeStoredModule(
  module: StoredModule,
  change: (content: ModuleContent) => ModuleContent,
): Promise<void> {
  let base = await module.load();
  for (let tries = 0; tries < mostTries; tries += 1) {
    const content = change(base.content);
    if (content === base.content) return;
    const result = await module.save(base.revision, content);
    if (result.status !== "conflict") return;
    base = result.theirs;
  }
}
