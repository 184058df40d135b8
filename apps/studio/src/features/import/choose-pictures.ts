import type { DroppedFile } from "@byteos/ui/logic/dropped-files";

export const pictureEndings = [".png", ".jpg", ".jpeg", ".gif", ".webp"] as const;
const textEndings = [".md", ".markdown", ".html", ".htm"] as const;
const mostTextBytes = 20_000_000;

function hasEnding({ file }: DroppedFile, endings: readonly string[]): boolean {
  return endings.some((ending) => file.name.toLowerCase().endsWith(ending));
}

/**
 * Documents, and those pictures that a Markdown or HTML file among them names: a folder may hold a thousand
 * others. Which file shows which picture, and where, is found when they are read.
 */
export async function choosePictures(
  files: readonly DroppedFile[],
): Promise<{ documents: DroppedFile[]; pictures: DroppedFile[] }> {
  const documents = files.filter((file) => !hasEnding(file, pictureEndings));
  const texts = await Promise.all(
    documents
      .filter((each) => hasEnding(each, textEndings) && each.file.size <= mostTextBytes)
      .map(({ file }) => file.text()),
  );
  const isNamed = (name: string) =>
    [name, encodeURI(name), encodeURIComponent(name)].some((form) =>
      texts.some((text) => text.includes(form)),
    );
  return {
    documents,
    pictures: files.filter((each) => hasEnding(each, pictureEndings) && isNamed(each.file.name)),
  };
}
