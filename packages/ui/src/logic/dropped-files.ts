/** A file and where it was in what was dropped or chosen: "knots/fig/loop.png", or its bare name. */
export interface DroppedFile {
  readonly file: File;
  readonly path: string;
}

const mostFiles = 2_000;
const deepest = 12;
/** Folders of tools, which hold many files and none for a course. */
const isLeftOut = (name: string) => name.startsWith(".") || name === "node_modules";

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => {
    entry.file(resolve, () => resolve(null));
  });
}

function nextEntries(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve) => {
    reader.readEntries(resolve, () => resolve([]));
  });
}

async function walk(entry: FileSystemEntry, depth: number, found: DroppedFile[]): Promise<void> {
  if (found.length >= mostFiles) return;
  if (entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry);
    if (file !== null) found.push({ file, path: entry.fullPath.replace(/^\/+/, "") });
    return;
  }
  if (depth >= deepest || isLeftOut(entry.name)) return;
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A browser hands out a folder in parts, and an empty part at its end.
  for (let part = await nextEntries(reader); part.length > 0; part = await nextEntries(reader)) {
    for (const inner of part.toSorted((left, right) => left.name.localeCompare(right.name))) {
      if (!isLeftOut(inner.name)) await walk(inner, depth + 1, found);
    }
  }
}

/** What was dropped, folders opened: their files in the order of their names, 2,000 at most. */
export async function readDroppedFiles(transfer: DataTransfer): Promise<DroppedFile[]> {
  // Asked for before the first wait: the browser empties the list when the event is over.
  const entries = [...transfer.items].map((item) => ({
    entry: item.kind === "file" ? item.webkitGetAsEntry() : null,
    file: item.kind === "file" ? item.getAsFile() : null,
  }));
  const found: DroppedFile[] = [];
  for (const { entry, file } of entries) {
    if (entry !== null) await walk(entry, 0, found);
    else if (file !== null) found.push({ file, path: file.name });
  }
  return found;
}

/** What was chosen in a dialog; files of a folder know their place in it. */
export function chosenFiles(list: FileList | null): DroppedFile[] {
  return [...(list ?? [])]
    .slice(0, mostFiles)
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(({ path }) => !path.split("/").slice(1).some(isLeftOut));
}
