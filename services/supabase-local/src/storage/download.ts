import { Readable } from "node:stream";
import type { Context } from "hono";
import type { ObjectRow } from "./objects.ts";
import { objectNotFound } from "./storage-error.ts";
import type { StorageServices } from "./storage-services.ts";

/** Types whose scripts a browser would run in the name of this server. */
const activeTypes = /(?:^|,)[^;,]*[/+](xml|xsl|xslt)\b/i;
/** Of several types between commas a browser takes the last. */
const pageTypes = /(?:^|,)\s*(text\/html|application\/xhtml\+xml)\b/i;

const rangeRefusal = "The requested range is not satisfiable";

interface ByteRange {
  start: number;
  /** Inclusive. */
  end: number;
}

/** Answers with the object's bytes, or the part asked for, or "not modified". */
export async function sendObject(
  context: Context,
  services: StorageServices,
  object: ObjectRow,
  linkExpiresAt: Date | null = null,
): Promise<Response> {
  const { metadata } = object;
  const headers = describeHeaders(context, object);
  if (linkExpiresAt) headers.set("expires", linkExpiresAt.toUTCString());
  if (isUnchanged(context, metadata.eTag, metadata.lastModified)) {
    return new Response(null, { status: 304, headers });
  }
  const range = isWholeWanted(context, metadata.eTag)
    ? null
    : readRange(context.req.header("range"), metadata.size);
  if (range === "unsatisfiable") {
    const body = {
      statusCode: "416",
      code: "InvalidRange",
      error: "InvalidRange",
      message: rangeRefusal,
    };
    return context.json(body, 416, { "content-range": `bytes */${metadata.size}` });
  }
  const { start, end } = range ?? { start: 0, end: metadata.size - 1 };
  headers.set("content-length", String(end - start + 1));
  if (range) headers.set("content-range", `bytes ${start}-${end}/${metadata.size}`);
  const status = range ? 206 : 200;
  if (context.req.method === "HEAD" || metadata.size === 0) {
    return new Response(null, { status, headers });
  }
  const handle = await services.files.open(object.version);
  if (!handle) throw objectNotFound();
  const stream = handle.createReadStream({ start, end, highWaterMark: 256 * 1024 });
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { status, headers });
}

function describeHeaders(context: Context, object: ObjectRow): Headers {
  const { metadata } = object;
  // A page stored here would run on this origin, which is also that of the sign-in.
  const type = pageTypes.test(metadata.mimetype) ? "text/plain; charset=utf-8" : metadata.mimetype;
  const headers = new Headers({
    "content-type": type,
    "cache-control": metadata.cacheControl,
    etag: metadata.eTag,
    "last-modified": new Date(metadata.lastModified).toUTCString(),
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "cross-origin",
  });
  if (metadata.contentEncoding) headers.set("content-encoding", metadata.contentEncoding);
  if (activeTypes.test(type)) {
    headers.set(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    );
  }
  const download = context.req.query("download");
  if (download !== undefined) {
    const fileName = download === "" ? (object.name.split("/").at(-1) ?? "file") : download;
    headers.set("content-disposition", describeAttachment(fileName));
  }
  return headers;
}

function describeAttachment(fileName: string): string {
  const plain = fileName.replaceAll(/[^\w !#$&+.^`|~()-]/g, "_");
  const exact = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}

function isUnchanged(context: Context, etag: string, lastModified: string): boolean {
  const known = context.req.header("if-none-match");
  if (known !== undefined) {
    const tags = known.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
    return tags.includes(etag) || tags.includes("*");
  }
  const since = Date.parse(context.req.header("if-modified-since") ?? "");
  return !Number.isNaN(since) && Math.floor(Date.parse(lastModified) / 1000) * 1000 <= since;
}

// A part of another version must not be joined to what the client has. Dates are too coarse to tell.
function isWholeWanted(context: Context, etag: string): boolean {
  const condition = context.req.header("if-range");
  return condition !== undefined && condition !== etag;
}

/** One range as in RFC 9110; several ranges, and what is no range of bytes, give the whole. */
function readRange(
  header: string | undefined,
  sizeBytes: number,
): ByteRange | "unsatisfiable" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  if (match[1] === "") {
    const length = Math.min(Number(match[2]), sizeBytes);
    return length === 0 ? "unsatisfiable" : { start: sizeBytes - length, end: sizeBytes - 1 };
  }
  const start = Number(match[1]);
  const end = match[2] === "" ? sizeBytes - 1 : Math.min(Number(match[2]), sizeBytes - 1);
  if (match[2] !== "" && Number(match[2]) < start) return null;
  return start >= sizeBytes ? "unsatisfiable" : { start, end };
}
