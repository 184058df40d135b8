import type { IncomingMessage } from "node:http";
import { PassThrough, type Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { HttpBindings } from "@hono/node-server";
import busboy from "busboy";
import type { Context } from "hono";
import { z } from "zod";
import { invalidRequest } from "./storage-error.ts";

const largestFieldBytes = 64 * 1024;
const UserMetadata = z.record(z.string(), z.unknown());

export interface IncomingFile {
  content: Readable;
  mimeType: string;
  cacheControl: string;
  /** Known only after the content of a form has been read, since fields may follow the file. */
  readUserMetadata(): Promise<Record<string, unknown> | null>;
}

/** The file of an upload, as the raw body or as the file of a form; never held in memory as a whole. */
export function readIncomingFile(context: Context): Promise<IncomingFile> {
  const { incoming } = context.env as HttpBindings;
  const contentType = context.req.header("content-type") ?? "application/octet-stream";
  if (contentType.toLowerCase().startsWith("multipart/form-data")) return readForm(incoming);
  const metadata = context.req.header("x-metadata");
  return Promise.resolve({
    content: incoming,
    mimeType: contentType,
    cacheControl: context.req.header("cache-control") ?? "no-cache",
    readUserMetadata: async () =>
      metadata === undefined ? null : parseMetadata(Buffer.from(metadata, "base64").toString()),
  });
}

function readForm(incoming: IncomingMessage): Promise<IncomingFile> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    const form = busboy({
      headers: incoming.headers,
      limits: { files: 1, fields: 20, fieldSize: largestFieldBytes, parts: 25 },
    });
    const done = finished(form).catch(() => {});
    let content: PassThrough | null = null;
    const fail = () => {
      const error = invalidRequest("The form is incomplete");
      content?.destroy(error);
      reject(error);
    };
    form.on("field", (name, value) => fields.set(name, value));
    form.on("file", (_name, file, details) => {
      content = new PassThrough();
      file.on("error", fail);
      file.pipe(content);
      const seconds = fields.get("cacheControl");
      resolve({
        content,
        mimeType: details.mimeType,
        cacheControl: seconds === undefined ? "no-cache" : `max-age=${seconds}`,
        readUserMetadata: async () => {
          await done;
          const metadata = fields.get("metadata");
          return metadata === undefined ? null : parseMetadata(metadata);
        },
      });
    });
    form.on("error", fail);
    form.on("close", () => {
      if (content === null) reject(invalidRequest("The form has no file"));
    });
    incoming.on("error", fail);
    incoming.on("aborted", fail);
    incoming.pipe(form);
  });
}

function parseMetadata(text: string): Record<string, unknown> {
  try {
    return UserMetadata.parse(JSON.parse(text));
  } catch {
    throw invalidRequest("The metadata is not a JSON object");
  }
}
