import type { AssetId, DocumentId } from "@byteos/contracts/ids";
import type { ModuleContent } from "@byteos/contracts/module-content";
import type { CourseOutline } from "@byteos/contracts/outline";
import type { SourceDocument } from "@byteos/courseware/outline/propose-outline";

export interface CourseDraftInput {
  readonly outline: CourseOutline;
  readonly documents: readonly SourceDocument[];
  /** Assets of each document's pictures, by the keys that its elements use. */
  readonly assetIds: ReadonlyMap<DocumentId, ReadonlyMap<string, AssetId>>;
  /** Called as modules are finished, with how many are. */
  readonly onModule: (done: number) => void;
  readonly signal: AbortSignal;
}

export interface CourseDraft {
  readonly title: string;
  readonly description: string;
  readonly estimatedMinutes: number;
  readonly modules: readonly { readonly title: string; readonly content: ModuleContent }[];
}

/** Makes a course's modules from an accepted outline and the documents it points into. */
export type CourseDrafter = (input: CourseDraftInput) => Promise<CourseDraft>;
