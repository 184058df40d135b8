import { AppError } from "@byteos/contracts/errors";

const longest = { path: 4096, part: 255 } as const;
const encoder = new TextEncoder();
/** Names that some system gives to devices, with any extension; and folders of version control itself. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
const control = new Set([".byteos", ".git"]);

/** Why a path cannot be in a repository, in words that follow its name; null when it can. */
export function findPathProblem(path: string): string | null {
  if (path === "") return "is empty";
  if (path.includes("\0")) return "has a NUL in it";
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) return "is absolute";
  if (path.includes("\\")) return "has a backslash, which is a separator on Windows";
  if (path.includes("\uFFFD") || !path.isWellFormed()) return "is not valid Unicode";
  if (encoder.encode(path).length > longest.path) return `is longer than ${longest.path} bytes`;
  for (const part of path.split("/")) {
    if (part === "") return "has an empty part";
    if (part === "." || part === "..") return `leads out of its folder with "${part}"`;
    if (encoder.encode(part).length > longest.part) return `has a part over ${longest.part} bytes`;
    if (control.has(foldName(part))) return `touches "${part}", which belongs to version control`;
    if (device.test(part)) return `has the part "${part}", a device on Windows`;
  }
  return null;
}

/** Throws `forge.bad-path` naming the path. */
export function requireGoodPath(path: string): void {
  const problem = findPathProblem(path);
  if (problem === null) return;
  const shown = path.length > 80 ? `${path.slice(0, 77)}…` : path;
  throw new AppError("validation", "forge.bad-path", `${JSON.stringify(shown)} ${problem}.`, {
    suggestion: "Rename it, or leave it out with a line in .byteosignore.",
  });
}

// File systems fold case, and some drop characters that nobody sees or dots and spaces at the end.
function foldName(part: string): string {
  return part
    .normalize("NFKC")
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/g, "")
    .replace(/[. ]+$/, "")
    .toLowerCase();
}

/** Order of paths in a tree: by the bytes of their UTF-8. */
export function comparePaths(one: string, other: string): number {
  if (one === other) return 0;
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const left = one.charCodeAt(at);
    const right = other.charCodeAt(at);
    if (left === right) continue;
    // Surrogates stand for code points above all others, but their units do not.
    const isLeftPair = left >= 0xd800 && left <= 0xdfff;
    const isRightPair = right >= 0xd800 && right <= 0xdfff;
    if (isLeftPair !== isRightPair) return isLeftPair ? 1 : -1;
    return left - right;
  }
  return one.length - other.length;
}
