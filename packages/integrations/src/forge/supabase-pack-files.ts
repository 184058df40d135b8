import { AppError } from "@byteos/contracts/errors";
import { createClient } from "@supabase/supabase-js";
import { packBucket, type PackFiles } from "./pack-files.ts";

export interface SupabasePackFilesOptions {
  readonly url: string;
  readonly secretKey: string;
}

const atOnce = 500;
const attempts = 3;

export function createSupabasePackFiles({ url, secretKey }: SupabasePackFilesOptions): PackFiles {
  const client = createClient(url, secretKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const bucket = client.storage.from(packBucket);
  const headers = { apikey: secretKey, authorization: `Bearer ${secretKey}` };

  return {
    async read(path, start, end) {
      const address = `${url}/storage/v1/object/${packBucket}/${path}`;
      const range = `bytes=${start}-${end - 1}`;
      const answer = await fetchRange(address, { ...headers, range });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (answer.status === 206 && bytes.length === end - start) return bytes;
      throw missingPack(path);
    },

    async put(path, bytes) {
      const options = { contentType: "application/octet-stream", upsert: true };
      const { error } = await bucket.upload(path, bytes, options);
      if (error !== null) throw failed(error);
    },

    async findSize(path) {
      const { data, error } = await bucket.info(path);
      if (error === null) return data.size ?? 0;
      const status = "status" in error ? Number(error.status) : 0;
      if (status === 400 || status === 404) return null;
      throw failed(error);
    },

    async remove(paths) {
      for (let at = 0; at < paths.length; at += atOnce) {
        const { error } = await bucket.remove(paths.slice(at, at + atOnce));
        if (error !== null) throw failed(error);
      }
    },

    async signedUrls(paths, expiresInSecs) {
      const urls: string[] = [];
      for (let at = 0; at < paths.length; at += atOnce) {
        const part = paths.slice(at, at + atOnce);
        const { data, error } = await bucket.createSignedUrls([...part], expiresInSecs);
        if (error !== null) throw failed(error);
        // A file that is gone has an empty address, and reading it says so.
        urls.push(...data.map(({ signedUrl }) => signedUrl ?? ""));
      }
      return urls;
    },

    async signedUpload(path) {
      const { data, error } = await bucket.createSignedUploadUrl(path, { upsert: false });
      if (error !== null) throw failed(error);
      const { token } = data;
      return { url: `${url}/storage/v1/upload/resumable/sign`, token, bucket: packBucket, path };
    },
  };
}

/** One range; an answer that says that the service is away is asked for again. */
async function fetchRange(address: string, headers: Record<string, string>): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await fetch(address, { headers });
      if (answer.status < 500) return answer;
      if (attempt === attempts) throw failed(new Error(`Storage answered ${answer.status}`));
      await answer.body?.cancel();
    } catch (error) {
      if (attempt === attempts) throw error instanceof AppError ? error : failed(error);
    }
    await new Promise((resolve) => setTimeout(resolve, attempt * 200));
  }
}

function missingPack(path: string): AppError {
  return new AppError("not_found", "forge.missing-pack", `The pack ${path} is not there.`);
}

function failed(cause: unknown): AppError {
  return new AppError("internal", "storage.failed", "The file store could not answer.", { cause });
}
