import type { AssetId, DocumentId } from "@byteos/contracts/ids";
import type { CourseOutline } from "@byteos/contracts/outline";
import type { DraftedModule } from "@byteos/courseware/draft/build-draft";
import type { SourceDocument } from "@byteos/courseware/outline/propose-outline";

export interface CourseDraftInput {
  readonly outline: CourseOutline;
  readonly documents: readonly SourceDocument[];
  /** Assets of each document's pictures, by the keys that its elements use. */
  readonly assetIds: ReadonlyMap<DocumentId, ReadonlyMap<string, AssetId>>;
  /** The same seed gives the same ids and choices. */
  readonly seed: string;
  /** Called as modules are finished, with how many are. */
  readonly onModule: (done: number) => void;
  readonly signal: AbortSignal;
}

/** Makes a course's modules from an accepted outline, apart from this thread. */
export type CourseDrafter = (input: CourseDraftInput) => Promise<readonly DraftedModule[]>;
