import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { AppError } from "@byteos/contracts/errors";
import type { PackUpload } from "../pack-files.ts";
import { patientFetch } from "./patient-fetch.ts";

/** Storage takes parts of exactly this, but for the last. */
export const partBytes = 6 * 1024 * 1024;
const timeoutMs = 120_000;
const mostSetbacks = 8;

export interface UploadFileOptions {
  readonly path: string;
  readonly upload: PackUpload;
  /** Where an earlier attempt began; null when there was none. */
  readonly address: string | null;
  readonly onBegun: (address: string) => void;
  readonly onSent: (bytes: number) => void;
}

/**
 * Sends a file by tus 1.0, taking an interrupted upload up where the server says that it stands. When the file
 * is there already, nothing more is sent.
 */
export async function uploadFile(options: UploadFileOptions): Promise<void> {
  const { path, upload, onBegun, onSent } = options;
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    let address = options.address;
    let offset = address === null ? null : await findOffset(address, upload);
    let setbacks = 0;
    while (offset === null || offset < size) {
      if (offset === null || address === null) {
        address = await begin(upload, size);
        if (address === null) return;
        onBegun(address);
        offset = 0;
      }
      const next = await sendPart(address, upload, { file, offset, size });
      if (next !== null) {
        onSent(next - offset);
        offset = next;
        setbacks = 0;
        continue;
      }
      setbacks += 1;
      if (setbacks > mostSetbacks) throw uploadFailed(undefined);
      offset = await findOffset(address, upload);
    }
  } finally {
    closeSync(file);
  }
}

function headersOf({ token }: PackUpload): Record<string, string> {
  return { "tus-resumable": "1.0.0", "x-signature": token };
}

/** Null when a file of this name is there already. */
async function begin(upload: PackUpload, size: number): Promise<string | null> {
  const metadata = {
    bucketName: upload.bucket,
    objectName: upload.path,
    contentType: "application/octet-stream",
  };
  const answer = await patientFetch(upload.url, {
    timeoutMs,
    request: () => ({
      method: "POST",
      headers: {
        ...headersOf(upload),
        "upload-length": String(size),
        "upload-metadata": Object.entries(metadata)
          .map(([name, value]) => `${name} ${Buffer.from(value).toString("base64")}`)
          .join(","),
      },
    }),
  });
  const location = answer.headers.get("location");
  if (answer.status === 201 && location !== null) return new URL(location, upload.url).href;
  if (answer.status === 409) return null;
  throw uploadFailed(await describe(answer));
}

/** How much the server has; null when it knows nothing of this upload any more. */
async function findOffset(address: string, upload: PackUpload): Promise<number | null> {
  const request = () => ({ method: "HEAD", headers: headersOf(upload) });
  const answer = await patientFetch(address, { timeoutMs, request });
  const offset = Number(answer.headers.get("upload-offset") ?? Number.NaN);
  return answer.ok && Number.isInteger(offset) ? offset : null;
}

/** The new offset; null when the part did not arrive as it should, and the server must be asked. */
async function sendPart(
  address: string,
  upload: PackUpload,
  part: { readonly file: number; readonly offset: number; readonly size: number },
): Promise<number | null> {
  const { file, offset, size } = part;
  const bytes = new Uint8Array(Math.min(partBytes, size - offset));
  for (let read = 0; read < bytes.length;) {
    const got = readSync(file, bytes, read, bytes.length - read, offset + read);
    if (got === 0) throw uploadFailed("the file on this side became shorter");
    read += got;
  }
  let answer: Response;
  try {
    answer = await fetch(address, {
      method: "PATCH",
      headers: {
        ...headersOf(upload),
        "upload-offset": String(offset),
        "content-type": "application/offset+octet-stream",
      },
      body: bytes,
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 500));
    return null;
  }
  const next = Number(answer.headers.get("upload-offset") ?? Number.NaN);
  if (answer.status === 204 && Number.isInteger(next) && next > offset) return next;
  const mayPass = [404, 409, 410, 423, 429].includes(answer.status) || answer.status >= 500;
  if (!mayPass) throw uploadFailed(await describe(answer));
  await answer.body?.cancel();
  // A file of the same name was finished by another attempt of ours: the server says so when it is asked.
  await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 300));
  return null;
}

async function describe(answer: Response): Promise<string> {
  return `${answer.status} ${(await answer.text()).slice(0, 200)}`;
}

function uploadFailed(what: string | undefined): AppError {
  const why = what === undefined ? "" : ` (${what})`;
  return new AppError("internal", "forge.upload-failed", `A part could not be sent${why}.`, {
    suggestion: "Try again: what was sent is not sent twice.",
  });
}
