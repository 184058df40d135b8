import type { ModuleId } from "@byteos/contracts/ids";

/**
 * The modules that are not open yet in a course that keeps its order: those with an unfinished one before
 * them, unless they are finished themselves.
 */
export function lockedModuleIds(
  modules: readonly { readonly id: ModuleId; readonly isComplete: boolean }[],
): Set<ModuleId> {
  const firstUnfinished = modules.findIndex((module) => !module.isComplete);
  if (firstUnfinished < 0) return new Set();
  return new Set(
    modules
      .slice(firstUnfinished + 1)
      .filter((module) => !module.isComplete)
      .map((module) => module.id),
  );
}
