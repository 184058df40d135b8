import type { ImportView } from "@byteos/usecases/import/load-import";

type Progress = ImportView["progress"];

const stepWords: Readonly<Record<Progress["step"], string>> = {
  queued: "Waiting for a free place",
  starting: "Getting ready",
  downloading: "Fetching the file",
  reading: "Reading",
  pages: "Reading",
  storing: "Keeping the text and pictures",
  outlining: "Finding the outline",
  review: "Ready for review",
  building: "Building modules",
  done: "Done",
};

/** Share of the whole that each step ends at: reading is most of the work. */
const stepRange: Readonly<Record<Progress["step"], readonly [from: number, to: number]>> = {
  queued: [0, 0.02],
  starting: [0.02, 0.04],
  downloading: [0.04, 0.1],
  reading: [0.1, 0.2],
  pages: [0.1, 0.8],
  storing: [0.8, 0.92],
  outlining: [0.92, 1],
  review: [1, 1],
  building: [0, 1],
  done: [1, 1],
};

/** What the worker is doing, in one line: "Reading page 37 of 120, file 2 of 8: 02-setup.md". */
export function describeProgress(progress: Progress): string {
  const { step, done, total, fileName, fileNumber, fileCount } = progress;
  const what =
    step === "pages" && total > 0
      ? `Reading page ${Math.min(done + 1, total)} of ${total}`
      : step === "building" && total > 0
        ? `Building module ${Math.min(done + 1, total)} of ${total}`
        : stepWords[step];
  if (fileName === undefined) return what;
  return fileCount !== undefined && fileCount > 1
    ? `${what}, file ${fileNumber ?? 1} of ${fileCount}: ${fileName}`
    : `${what}: ${fileName}`;
}

/** 0 to 1; null while nothing can be known. */
export function shareOf(progress: Progress): number | null {
  const { step, done, total, fileNumber, fileCount } = progress;
  if (step === "queued") return null;
  const [from, to] = stepRange[step];
  const within = total > 0 ? Math.min(1, done / total) : 0;
  const inFile = from + (to - from) * within;
  if (step === "building" || fileCount === undefined || fileCount < 2) return inFile;
  return Math.min(1, ((fileNumber ?? 1) - 1 + inFile) / fileCount);
}

/** "leaks.pdf", or "01-basics.md and 7 more". */
export function describeNames(names: readonly string[]): string {
  const [first = "Document", ...rest] = names;
  if (rest.length === 0) return first;
  return `${first} and ${rest.length} more`;
}
