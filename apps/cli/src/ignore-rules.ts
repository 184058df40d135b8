import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { IgnoreRule } from "@byteos/integrations/forge/scan-folder";
import ignore, { type Ignore } from "ignore";

/** What tools can make again; a line like `!target/` in .byteosignore brings it back. */
const leftOutByDefault =
  "node_modules/ target/ .venv/ venv/ __pycache__/ .mypy_cache/ .pytest_cache/ .ruff_cache/ .tox/ " +
  ".gradle/ .next/ .turbo/ .cache/ .DS_Store Thumbs.db *.pyc";
const ruleFiles = [".gitignore", ".byteosignore"] as const;
const longestRules = 1024 * 1024;

export interface IgnoreRules {
  readonly isIgnored: IgnoreRule;
  /** Folders and files that only the defaults left out, as they are met. */
  readonly leftOut: ReadonlySet<string>;
}

/** The rules of a work folder: the defaults, then .gitignore and .byteosignore of every folder on the way. */
export function readIgnoreRules(root: string): IgnoreRules {
  const byFolder = new Map<string, Ignore | null>();
  const defaults = ignore().add(leftOutByDefault.split(" "));
  const leftOut = new Set<string>();

  function rulesOf(folder: string): Ignore | null {
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const texts = ruleFiles.map((file) => readRules(join(root, folder, file)));
    const rules = texts.some((text) => text !== "") ? ignore().add(texts.join("\n")) : null;
    byFolder.set(folder, rules);
    return rules;
  }

  function isIgnored(path: string): boolean {
    let isOut = defaults.test(path.slice(parentOf(path).length)).ignored;
    const isDefault = isOut;
    let isDecided = false;
    for (let slash = -1; slash < path.length - 1; slash = nextSlash(path, slash)) {
      const rules = rulesOf(path.slice(0, slash + 1));
      const verdict = rules === null ? null : judge(rules, path.slice(slash + 1));
      if (verdict !== null) {
        isOut = verdict;
        isDecided = true;
      }
    }
    if (isOut && isDefault && !isDecided) leftOut.add(path);
    return isOut;
  }
  return { isIgnored, leftOut };
}

/** Whether rules leave a path out or bring it in by itself; null when they say nothing of it. */
function judge(rules: Ignore, path: string): boolean | null {
  const { ignored, unignored } = rules.test(path);
  if (!ignored) return unignored ? false : null;
  // Left out with its folder, which other rules brought in, or nobody would ask.
  const parent = parentOf(path);
  return parent !== "" && rules.test(parent).ignored ? null : true;
}

/** The folder of a path, with its slash; empty for one at the top. */
function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/", path.length - 2) + 1);
}

function nextSlash(path: string, from: number): number {
  const slash = path.indexOf("/", from + 1);
  return slash === -1 ? path.length : slash;
}

function readRules(path: string): string {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() && stat.size <= longestRules ? readFileSync(path, "utf8") : "";
}
