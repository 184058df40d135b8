import type {
  ImportProgress as ParserProgress,
  ParsedDocument,
} from "@byteos/courseware/import/parse-document";
import type { fetchPage } from "@byteos/integrations/fetch/fetch-page";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import type { CourseDrafter } from "./course-drafter.ts";

export interface LocalPicture {
  readonly path: string;
  readonly filePath: string;
}

export interface ParseFileInput {
  readonly filePath: string;
  readonly fileName: string;
  /** Where the file was in the folder it came in; its name when it came alone. */
  readonly documentPath: string;
  /** Pictures that came with it: paths in that folder, and where each lies now. */
  readonly pictures: readonly LocalPicture[];
  readonly onProgress: (progress: ParserProgress) => void;
  readonly signal: AbortSignal;
}

/** Reads a file apart from this thread, within bounds of memory and time, and stops when told to. */
export type ParseFile = (input: ParseFileInput) => Promise<ParsedDocument>;

/** What a worker's imports need from outside. */
export interface ImportMeans {
  readonly storage: ObjectStorage;
  readonly parseFile: ParseFile;
  readonly fetchPage: typeof fetchPage;
  readonly draftCourse: CourseDrafter;
  /** Folder for files in passing. */
  readonly tempDir: string;
  /** Called with what nobody foresaw; holds no text of a document. */
  readonly onUnexpected: (importId: string, error: unknown) => void;
}
