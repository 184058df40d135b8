import { createWriteStream } from "node:fs";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError, isAppError } from "@byteos/contracts/errors";
import { createClient } from "@supabase/supabase-js";
import type { ObjectRef, ObjectStorage } from "./object-storage.ts";

export interface SupabaseStorageOptions {
  readonly url: string;
  readonly secretKey: string;
}

const linkLifetimeSecs = 600;
const pageSize = 1_000;

function failed(cause: unknown): AppError {
  const status =
    typeof cause === "object" && cause !== null && "status" in cause ? Number(cause.status) : 0;
  const message = cause instanceof Error ? cause.message : "";
  if (status === 404 || /not.?found/i.test(message)) {
    return new AppError("not_found", "storage.not-found", "This file is not there any more.", {
      cause,
      suggestion: "Upload it again.",
    });
  }
  return new AppError("internal", "storage.failed", "The file store could not answer.", { cause });
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

export function createSupabaseStorage({ url, secretKey }: SupabaseStorageOptions): ObjectStorage {
  const client = createClient(url, secretKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const bucket = (ref: ObjectRef) => client.storage.from(ref.bucket);

  const signedUrl = async (ref: ObjectRef, expiresInSecs: number): Promise<string> => {
    const { data, error } = await bucket(ref).createSignedUrl(ref.path, expiresInSecs);
    if (error !== null) throw failed(error);
    return data.signedUrl;
  };

  const storage: ObjectStorage = {
    async put(ref, bytes, mediaType) {
      const { error } = await bucket(ref).upload(ref.path, bytes, {
        contentType: mediaType,
        upsert: true,
      });
      if (error !== null) throw failed(error);
    },

    async get(ref) {
      const { data, error } = await bucket(ref).download(ref.path);
      if (error !== null) throw failed(error);
      return new Uint8Array(await data.arrayBuffer());
    },

    async download(ref, filePath, { maxBytes, signal }) {
      let written = 0;
      const counter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          written += chunk.length;
          if (written <= maxBytes) return done(null, chunk);
          return done(
            new AppError("limit", "storage.too-large", "The file is too large.", {
              details: { maxBytes },
            }),
          );
        },
      });
      try {
        const response = await fetch(
          await signedUrl(ref, linkLifetimeSecs),
          signal === undefined ? {} : { signal },
        );
        if (!response.ok || response.body === null)
          throw Object.assign(new Error("Download refused"), { status: response.status });
        await pipeline(
          Readable.from(chunksOf(response.body)),
          counter,
          createWriteStream(filePath),
        );
        return written;
      } catch (cause) {
        if (isAppError(cause) || signal?.aborted === true) throw cause;
        throw failed(cause);
      }
    },

    async find(ref) {
      const { data, error } = await bucket(ref).info(ref.path);
      if (error !== null) {
        const problem = failed(error);
        if (
          problem.kind === "not_found" ||
          /400/.test(String("status" in error ? error.status : ""))
        )
          return null;
        throw problem;
      }
      return {
        byteSize: data.size ?? 0,
        mediaType: data.contentType ?? "application/octet-stream",
      };
    },

    async remove(refs) {
      for (const name of ["media", "documents"] as const) {
        const paths = refs.filter((ref) => ref.bucket === name).map((ref) => ref.path);
        for (let at = 0; at < paths.length; at += pageSize) {
          const { error } = await client.storage.from(name).remove(paths.slice(at, at + pageSize));
          if (error !== null) throw failed(error);
        }
      }
    },

    async removeFolder(folder) {
      for (;;) {
        const { data, error } = await bucket(folder).list(folder.path, { limit: pageSize });
        if (error !== null) throw failed(error);
        // An entry without an id is a folder of its own.
        for (const entry of data.filter((found) => found.id === null)) {
          await storage.removeFolder({ ...folder, path: `${folder.path}/${entry.name}` });
        }
        const files = data.filter((found) => found.id !== null);
        if (files.length === 0) return;
        await storage.remove(
          files.map((file) => ({ ...folder, path: `${folder.path}/${file.name}` })),
        );
      }
    },

    signedUrl,

    async signedUploadUrl(ref) {
      const { data, error } = await bucket(ref).createSignedUploadUrl(ref.path);
      if (error !== null) throw failed(error);
      return data.signedUrl;
    },
  };
  return storage;
}
