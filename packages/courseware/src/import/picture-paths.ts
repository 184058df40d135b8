/** Longest path within a dropped folder. */
export const maxPathLength = 1_000;

/**
 * A path within a dropped folder in one form: "/" between names, no "." or "..". Null when it leaves the
 * folder, names another place, or cannot be read.
 */
export function normalisePath(path: string): string | null {
  if (path.length > maxPathLength || /[\u0000-\u001f]/.test(path)) return null;
  const names: string[] = [];
  for (const name of path.normalize("NFC").replaceAll("\\", "/").split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") names.push(name);
    else if (names.pop() === undefined) return null;
  }
  return names.length === 0 ? null : names.join("/");
}

/** Where a link in a document leads within the folder both came from; null for every other place. */
export function pathOfLink(documentPath: string, link: string): string | null {
  if (
    link.length > maxPathLength * 3 ||
    /^(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\|#|\?)/i.test(link.trim())
  )
    return null;
  let path: string;
  try {
    path = decodeURIComponent(link.trim().replace(/[?#].*$/s, ""));
  } catch {
    return null;
  }
  if (path === "") return null;
  // A page of a web site counts from the site's root, which is the folder that was dropped.
  if (path.startsWith("/")) return normalisePath(path);
  const folder = documentPath.replaceAll("\\", "/").split("/").slice(0, -1).join("/");
  return normalisePath(`${folder}/${path}`);
}

/**
 * The picture that a link means, of those that came with the document: the one at the place it names, else the
 * only one of that name when the pictures came without folders.
 */
export function findLinkedPicture<T>(
  pictures: ReadonlyMap<string, T>,
  documentPath: string,
  link: string,
): T | null {
  const path = pathOfLink(documentPath, link);
  if (path === null) return null;
  return pictures.get(path) ?? pictures.get(path.split("/").at(-1) ?? "") ?? null;
}
