import { fileNameOf, shownTypeOf } from "@byteos/contracts/repository-file";
import { openRepositoryFile } from "@byteos/usecases/forge/read-file";
import type { ApiCall } from "@byteos/web/api-route";
import type { PageMeans } from "./page-means.ts";
import { parseRange } from "./parse-range.ts";

/** What one piece of a stream holds. */
const pieceBytes = 1024 * 1024;

/**
 * The bytes of a file, whole or a range of them. Anybody may have made the file, and this is our own origin: only
 * pictures and PDF are given their type, everything else is a download, and none of it runs.
 */
export async function readRaw(
  { ctx, params, request }: ApiCall,
  means: PageMeans,
): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const input = { repositoryId: params["repositoryId"], at: query["at"], path: query["path"] };
  const { entry, source, commit } = await openRepositoryFile({ ctx, input, means });
  const type = shownTypeOf(entry.path);
  const etag = `"${commit.name}"`;
  const headers = new Headers({
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache",
    "content-disposition": `${type === null ? "attachment" : "inline"}; filename*=UTF-8''${encodeURIComponent(fileNameOf(entry.path))}`,
    "content-type": type ?? "application/octet-stream",
    etag,
    "x-content-type-options": "nosniff",
  });
  if (type !== "application/pdf") {
    headers.set(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
  }
  if (request.headers.get("if-none-match") === etag)
    return new Response(null, { status: 304, headers });
  const range = parseRange(request.headers.get("range"), source.size);
  if (range === "beyond") {
    headers.set("content-range", `bytes */${String(source.size)}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: source.size };
  headers.set("content-length", String(end - start));
  if (range !== null) {
    headers.set(
      "content-range",
      `bytes ${String(start)}-${String(end - 1)}/${String(source.size)}`,
    );
  }
  const status = range === null ? 200 : 206;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  let at = start;
  const body = new ReadableStream<Uint8Array>({
    type: "bytes",
    async pull(controller) {
      const next = Math.min(end, at + pieceBytes);
      // A copy: the stream takes the memory away, and what is read may be kept for others.
      if (next > at) controller.enqueue(new Uint8Array(await source.read(at, next)));
      at = next;
      if (at === end) controller.close();
    },
  });
  return new Response(body, { status, headers });
}
