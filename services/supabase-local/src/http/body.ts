import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/**
 * The body as text, or null when it is larger than the limit. Read from Node's own stream: the request's
 * web stream, once touched and left unread, would close the connection under the client's next request.
 */
export async function readBodyText(context: Context, largestBytes: number): Promise<string | null> {
  if (Number(context.req.header("content-length") ?? 0) > largestBytes) return null;
  const { incoming } = context.env as HttpBindings;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    incoming.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= largestBytes) chunks.push(chunk);
    });
    incoming.on("end", () =>
      resolve(sizeBytes > largestBytes ? null : Buffer.concat(chunks).toString("utf8")),
    );
    incoming.on("error", reject);
  });
}
