/**
 * The path that a link in a file of a repository leads to; null when it leads out of it. `from` is the folder of
 * the file.
 */
export function resolvePath(from: string, link: string): string | null {
  const [path = ""] = link.split(/[?#]/, 1);
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  const parts = decoded.startsWith("/") || from === "" ? [] : from.split("/");
  for (const part of decoded.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}
