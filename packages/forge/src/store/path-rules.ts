import { AppError } from "@byteos/contracts/errors";

const longest = { path: 4096, part: 255 } as const;
const encoder = new TextEncoder();
/** Names that some system gives to devices, with any extension; and folders of version control itself. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
const control = new Set([".byteos", ".git"]);

/** Why a path cannot be in a repository, in words that follow its name; null when it can. */
export function findPathProblem(path: string): string | null {
  if (path === "") return "is empty";
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) return "is absolute";
  if (isLongerThan(path, longest.path)) return `is longer than ${longest.path} bytes`;
  for (const part of path.split("/")) {
    const problem = findPartProblem(part);
    if (problem !== null) return problem;
  }
  return null;
}

function findPartProblem(part: string): string | null {
  // Most names are plain, and cannot be anything but a device.
  if (!/^[a-z0-9_@][a-z0-9_@.+=-]{0,200}$/i.test(part) || part.endsWith(".")) {
    if (part === "") return "has an empty part";
    if (part.includes("\0")) return "has a NUL in it";
    if (part.includes("\\")) return "has a backslash, which is a separator on Windows";
    if (part.includes("\uFFFD") || !part.isWellFormed()) return "is not valid Unicode";
    if (part === "." || part === "..") return `leads out of its folder with "${part}"`;
    if (isLongerThan(part, longest.part)) return `has a part over ${longest.part} bytes`;
    if (control.has(foldName(part))) return `touches "${part}", which belongs to version control`;
  }
  return device.test(part) ? `has the part "${part}", a device on Windows` : null;
}

/** Folders in which version control keeps its own files, as it writes their names itself. */
export function isControlFolder(name: string): boolean {
  return control.has(name);
}

function isLongerThan(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && encoder.encode(text).length > bytes;
}

let lastGoodFolder = "";

/** Throws `forge.bad-path` naming the path. */
export function requireGoodPath(path: string): void {
  // Paths come sorted, so the folder is mostly the one that was good a moment ago.
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const isFolderGood = folder !== "" && folder === lastGoodFolder && path.length < 1000;
  const problem = isFolderGood ? findPartProblem(path.slice(folder.length)) : findPathProblem(path);
  if (problem === null) {
    lastGoodFolder = folder;
    return;
  }
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
