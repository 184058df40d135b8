import type { LookInside } from "@byteos/integrations/forge/look-inside";
import type { ForgeMeans } from "./forge-means.ts";

/** What use cases need that show what is inside of files. */
export interface LookMeans extends ForgeMeans {
  readonly look: LookInside;
}
