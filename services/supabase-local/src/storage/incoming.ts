import type { IncomingMessage } from "node:http";
import { PassThrough, type Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { HttpBindings } from "@hono/node-server";
import busboy from "busboy";
import type { Context } from "hono";
import { z } from "zod";
import { describeMaxAge, readContentHeaders } from "./content-headers.ts";
import type { ContentHeaders } from "./objects.ts";
import { invalidRequest } from "./storage-error.ts";

const largestFieldBytes = 64 * 1024;
const UserMetadata = z.record(z.string(), z.unknown());

export interface IncomingFile {
  content: Readable;
  headers: ContentHeaders;
  /** Known only after the content of a form has been read, since fields may follow the file. */
  readUserMetadata(): Promise<Record<string, unknown> | null>;
}

/** The file of an upload, as the raw body or as the file of a form; never held in memory as a whole. */
export async function readIncomingFile(context: Context): Promise<IncomingFile> {
  const { incoming } = context.env as HttpBindings;
  const mimeType = context.req.header("content-type");
  if (mimeType?.toLowerCase().startsWith("multipart/form-data")) return readForm(incoming);
  const metadata = context.req.header("x-metadata");
  return {
    content: incoming,
    headers: readContentHeaders({
      mimeType,
      cacheControl: context.req.header("cache-control"),
      contentEncoding: context.req.header("content-encoding"),
    }),
    readUserMetadata: async () =>
      metadata === undefined ? null : parseMetadata(Buffer.from(metadata, "base64").toString()),
  };
}

function readForm(incoming: IncomingMessage): Promise<IncomingFile> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    const form = openForm(incoming);
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
      try {
        resolve({
          content,
          headers: readContentHeaders({
            mimeType: details.mimeType,
            cacheControl: describeMaxAge(fields.get("cacheControl")),
            contentEncoding: fields.get("contentEncoding"),
          }),
          readUserMetadata: async () => {
            await done;
            const metadata = fields.get("metadata");
            return metadata === undefined ? null : parseMetadata(metadata);
          },
        });
      } catch (error) {
        content.resume();
        reject(error);
      }
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

function openForm(incoming: IncomingMessage): busboy.Busboy {
  try {
    return busboy({
      headers: incoming.headers,
      limits: { files: 1, fields: 20, fieldSize: largestFieldBytes, parts: 25 },
    });
  } catch {
    throw invalidRequest("The form says no boundary between its parts");
  }
}

function parseMetadata(text: string): Record<string, unknown> {
  try {
    return UserMetadata.parse(JSON.parse(text));
  } catch {
    throw invalidRequest("The metadata is not a JSON object");
  }
}
