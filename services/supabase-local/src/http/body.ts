import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/** The body as text, or null when it is larger than the limit. */
export async function readBodyText(context: Context, largestBytes: number): Promise<string | null> {
  return (await readBodyBytes(context, largestBytes))?.toString("utf8") ?? null;
}

/**
 * The body, or null when it is larger than the limit. Read from Node's own stream: the request's
 * web stream, once touched and left unread, would close the connection under the client's next request.
 */
export async function readBodyBytes(
  context: Context,
  largestBytes: number,
): Promise<Buffer | null> {
  if (Number(context.req.header("content-length") ?? 0) > largestBytes) return null;
  const { incoming } = context.env as HttpBindings;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    incoming.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= largestBytes) chunks.push(chunk);
    });
    incoming.on("end", () => resolve(sizeBytes > largestBytes ? null : Buffer.concat(chunks)));
    incoming.on("error", reject);
  });
}
