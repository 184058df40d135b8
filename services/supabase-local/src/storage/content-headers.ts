import type { ContentHeaders } from "./objects.ts";
import { StorageError } from "./storage-error.ts";

const defaultType = "application/octet-stream";
const safeValue = /^[\t\x20-\x7e]*$/;
const longestValue = 1024;

interface SentHeaders {
  mimeType?: string | null | undefined;
  cacheControl?: string | null | undefined;
  contentEncoding?: string | null | undefined;
}

/**
 * The headers that come with a file, checked: they are stored now and sent with every download, so what no
 * header may hold (a line break, say, from a form field) is refused here. Throws InvalidRequest.
 */
export function readContentHeaders(sent: SentHeaders): ContentHeaders {
  return {
    mimeType: requireSafe("content-type", sent.mimeType) || defaultType,
    cacheControl: requireSafe("cache-control", sent.cacheControl) || "no-cache",
    contentEncoding: requireSafe("content-encoding", sent.contentEncoding) || null,
  };
}

/** Forms and resumable uploads give seconds where a header says "max-age=<seconds>". */
export function describeMaxAge(seconds: string | null | undefined): string {
  return seconds !== null && seconds !== undefined && /^-?\d+$/.test(seconds)
    ? `max-age=${seconds}`
    : "no-cache";
}

function requireSafe(name: string, value: string | null | undefined): string {
  // As they will be sent: blanks around a value are no part of it.
  const text = (value ?? "").replaceAll(/^[\t ]+|[\t ]+$/g, "");
  if (text.length > longestValue || !safeValue.test(text)) {
    throw new StorageError(
      400,
      "InvalidRequest",
      `Invalid character in response header "${name}"`,
      "invalid_header_char",
    );
  }
  return text;
}
