import { StorageError } from "./storage-error.ts";

const longestName = 1024;
/** What hosted storage accepts, so that a name that works here works there. */
const allowedName = /^[\w/!\-.*'() &$@=;:+,?]*$/;

/** Throws unless an object may have this name. Files are kept by id, so a name never becomes a path. */
export function requireObjectName(name: string): string {
  const segments = name.split("/");
  const isWrong =
    name === "" ||
    name.length > longestName ||
    !allowedName.test(name) ||
    name.startsWith("/") ||
    segments.some((segment) => segment === "." || segment === "..");
  if (isWrong) throw new StorageError(400, "InvalidKey", `Invalid key: ${name.slice(0, 100)}`);
  return name;
}

/** Throws unless a bucket may have this name. */
export function requireBucketName(name: string): string {
  const isRight =
    name.length > 0 &&
    name.length <= 100 &&
    name.trim() === name &&
    /^[\w!\-.*'() &$@=;:+,?]*$/.test(name) &&
    name !== "." &&
    name !== "..";
  if (!isRight) {
    throw new StorageError(400, "InvalidBucketName", "Bucket name invalid", "Invalid Input");
  }
  return name;
}
