import { readFileRange } from "@byteos/usecases/forge/read-file";
import { apiRoute } from "../../../../../../lib/api-route.ts";
import { forgeMeans } from "../../../../../../lib/forge-means.ts";
import { readRange } from "../../../../../../lib/read-range.ts";

/** One file as it is, never as a page: whatever it holds, a browser keeps it and runs nothing of it. */
export const GET = apiRoute(
  "forge.read-file",
  async ({ ctx, params, request }) => {
    const query = new URL(request.url).searchParams;
    const place = { ...params, at: query.get("at"), path: query.get("path") };
    const range = readRange(request.headers.get("range"));
    const input = { ...place, ...range };
    const { bytes, start, size } = await readFileRange({ ctx, input, means: forgeMeans() });
    return new Response(Buffer.from(bytes), {
      status: range === null ? 200 : 206,
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": "attachment",
        "content-security-policy": "sandbox",
        "cache-control": "private, no-store",
        "accept-ranges": "bytes",
        ...(range === null
          ? {}
          : { "content-range": `bytes ${start}-${start + bytes.length - 1}/${size}` }),
      },
    });
  },
  { scope: "read" },
);
