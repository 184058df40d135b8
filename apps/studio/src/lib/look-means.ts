import { createLookInside, type LookInside } from "@byteos/integrations/forge/look-inside";
import type { PackFiles } from "@byteos/integrations/forge/pack-files";
import { forgeMeans } from "./forge-means.ts";

let look: LookInside | undefined;

/** Where the content of repositories lies, and who looks inside of it; opened once a process. */
export function lookMeans(): { files: PackFiles; look: LookInside } {
  look ??= createLookInside();
  return { ...forgeMeans(), look };
}
