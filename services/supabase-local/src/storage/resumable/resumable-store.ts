import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { DataStore, Upload } from "@tus/server";
import { z } from "zod";
import { asService } from "../caller-role.ts";
import { describeMaxAge, readContentHeaders } from "../content-headers.ts";
import { writeWhole } from "../file-store.ts";
import { type ContentHeaders, describeContent, getBucket } from "../objects.ts";
import { StorageError, tooLarge, uploadConflict, uploadNotFound } from "../storage-error.ts";
import type { StorageServices } from "../storage-services.ts";
import { commitUpload, findLargestBytes, requireMimeType } from "../upload.ts";
import type { ResumableFiles, UploadState } from "./resumable-files.ts";
import type { ResumableSession } from "./session.ts";
import { parseUploadId } from "./upload-id.ts";

/** What a crash may cost: no more than a part, however long the request is. */
const partBytes = 6 * 2 ** 20;
const lifetimeMs = 24 * 60 * 60_000;
const UserMetadata = z.record(z.string(), z.unknown());

/** Digest of the bytes so far, kept so that the end need not read them all again. */
interface RunningDigest {
  hash: Hash;
  offset: number;
}

/**
 * Uploads in parts, for the tus server. Every part is on disk before it is acknowledged. The last one is
 * acknowledged only together with the object, so a client that was told of all bytes has an object.
 */
export class ResumableStore extends DataStore {
  readonly #services: StorageServices;
  readonly #files: ResumableFiles;
  readonly #readSession: () => ResumableSession;
  readonly #digests = new Map<string, RunningDigest>();

  /** `readSession` gives the session of the request that is being answered. */
  constructor(
    services: StorageServices,
    files: ResumableFiles,
    readSession: () => ResumableSession,
  ) {
    super();
    this.#services = services;
    this.#files = files;
    this.#readSession = readSession;
    this.extensions = [
      "creation",
      "creation-with-upload",
      "creation-defer-length",
      "termination",
      "expiration",
    ];
  }

  override async create(upload: Upload): Promise<Upload> {
    const id = requireUploadId(upload.id);
    const session = this.#readSession();
    const createdAt = new Date().toISOString();
    await this.#files.create({
      ...id,
      isUpsert: session.isUpsert,
      subject: session.subject,
      isSigned: session.caller === null,
      sizeBytes: upload.size ?? null,
      metadata: upload.metadata ?? {},
      createdAt,
    });
    upload.creation_date = createdAt;
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const { plan, sizeBytes, offset, isFinished } = await this.getState(id);
    return new Upload({
      id,
      ...(sizeBytes === null ? {} : { size: sizeBytes }),
      offset: isFinished ? (sizeBytes ?? offset) : offset,
      metadata: plan.metadata,
      creation_date: plan.createdAt,
    });
  }

  /** Throws for an upload that does not exist. */
  async getState(id: string): Promise<UploadState> {
    const { version, bucketId, name } = requireUploadId(id);
    const state = await this.#files.read(version);
    if (state?.plan.bucketId !== bucketId || state.plan.name !== name) throw uploadNotFound();
    if (state.mayBeCommitted && !state.isFinished && (await this.#isCommitted(version))) {
      await this.#noteFinished(version);
      return { ...state, isFinished: true };
    }
    // Its length may have been told after its last byte. Without its object no upload counts as whole.
    if (!state.isFinished && state.sizeBytes !== null && state.offset >= state.sizeBytes) {
      return { ...state, offset: Math.max(0, state.sizeBytes - 1) };
    }
    return state;
  }

  override async write(source: Readable, id: string, offset: number): Promise<number> {
    const state = await this.getState(id);
    if (state.isFinished || state.offset !== offset) throw uploadConflict();
    const position = await this.#receive(source, state);
    if (position === state.sizeBytes) await this.finish(id);
    return position;
  }

  override async declareUploadLength(id: string, sizeBytes: number): Promise<void> {
    await this.#files.note(requireUploadId(id).version, { kind: "size", sizeBytes });
  }

  override async remove(id: string): Promise<void> {
    const { version } = requireUploadId(id);
    this.#digests.delete(version);
    await this.#files.remove(version);
  }

  override getExpiration(): number {
    return lifetimeMs;
  }

  /** Removes uploads that nobody has ended in time. Returns how many. */
  override async deleteExpired(): Promise<number> {
    let removed = 0;
    for (const version of await this.#files.listVersions()) {
      const state = await this.#files.read(version);
      if (state && Date.parse(state.plan.createdAt) + lifetimeMs > Date.now()) continue;
      this.#digests.delete(version);
      await this.#files.remove(version);
      removed += 1;
    }
    return removed;
  }

  /** Makes an object of the upload, all of whose bytes are on disk. Does nothing the second time. */
  async finish(id: string): Promise<void> {
    const state = await this.getState(id);
    if (state.isFinished) return;
    const { plan } = state;
    const { version, bucketId, name, isUpsert, subject } = plan;
    const bytes = this.#files.locate(version, "bytes");
    const sizeBytes = state.sizeBytes ?? 0;
    const bucket = await asService(this.#services, (transaction) =>
      getBucket(transaction, bucketId),
    );
    const headers = readPlannedHeaders(plan.metadata);
    requireMimeType(bucket, headers.mimeType);
    if (sizeBytes > findLargestBytes(this.#services, bucket)) throw tooLarge();
    const md5 = await this.#endDigest(version, bytes, sizeBytes);
    await this.#files.note(version, { kind: "finishing" });
    await this.#services.files.adopt(bytes, version);
    const target = {
      bucketId,
      name,
      isUpsert,
      subject,
      caller: this.#readSession().caller,
      operation: "storage.tus.upload.part",
    };
    try {
      const metadata = describeContent({ sizeBytes, md5 }, headers);
      const userMetadata = readUserMetadata(plan.metadata["metadata"]);
      await commitUpload(this.#services, target, { version }, metadata, userMetadata);
    } catch (error) {
      // Of another failure it is not known whether the object is there.
      if (error instanceof StorageError) await this.#services.files.remove([version]);
      throw error;
    }
    await this.#noteFinished(version);
  }

  /** Writes what comes from where the upload is; gives where it is then. */
  async #receive(source: Readable, state: UploadState): Promise<number> {
    const { version } = state.plan;
    const handle = await open(this.#files.locate(version, "bytes"), "r+");
    try {
      return await this.#receiveInto(handle, source, state);
    } finally {
      await handle.close();
    }
  }

  async #receiveInto(handle: FileHandle, source: Readable, state: UploadState): Promise<number> {
    const { version } = state.plan;
    const digest = this.#takeDigest(version, state.offset);
    let position = state.offset;
    let acknowledged = position;
    const acknowledge = async () => {
      // The end is acknowledged by the object.
      if (position === acknowledged || position === state.sizeBytes) return;
      await handle.datasync();
      await this.#files.note(version, { kind: "offset", offset: position });
      acknowledged = position;
    };
    await handle.truncate(position);
    try {
      for await (const chunk of source as AsyncIterable<Buffer>) {
        if (state.sizeBytes !== null && position + chunk.length > state.sizeBytes) {
          throw tooLarge();
        }
        await writeWhole(handle, chunk, position);
        digest?.update(chunk);
        position += chunk.length;
        if (position - acknowledged >= partBytes) await acknowledge();
      }
    } finally {
      // A broken connection ends here as well; what has come is kept.
      if (digest) this.#digests.set(version, { hash: digest, offset: position });
      await acknowledge();
    }
    if (position === state.sizeBytes) await handle.sync();
    return position;
  }

  #takeDigest(version: string, offset: number): Hash | null {
    const known = this.#digests.get(version);
    this.#digests.delete(version);
    if (offset === 0) return createHash("md5");
    return known?.offset === offset ? known.hash : null;
  }

  async #endDigest(version: string, file: string, sizeBytes: number): Promise<string> {
    const known = this.#digests.get(version);
    this.#digests.delete(version);
    if (known?.offset === sizeBytes) return known.hash.digest("hex");
    // The process has started anew since the first byte.
    const hash = createHash("md5");
    for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) {
      hash.update(chunk as Buffer);
    }
    return hash.digest("hex");
  }

  async #isCommitted(version: string): Promise<boolean> {
    const found = await this.#services.pool.query(
      "select from storage.objects where version = $1",
      [version],
    );
    return found.rowCount !== 0;
  }

  async #noteFinished(version: string): Promise<void> {
    await this.#files.note(version, { kind: "finished" });
    await this.#files.removeBytes(version);
  }
}

/** The headers that came in the upload's metadata. Throws InvalidRequest for what no header may hold. */
export function readPlannedHeaders(metadata: Record<string, string | null>): ContentHeaders {
  return readContentHeaders({
    mimeType: metadata["contentType"],
    cacheControl: describeMaxAge(metadata["cacheControl"]),
    contentEncoding: metadata["contentEncoding"],
  });
}

// As upstream, what is no JSON object is left out.
function readUserMetadata(text: string | null | undefined): Record<string, unknown> | null {
  try {
    return UserMetadata.parse(JSON.parse(text ?? "null"));
  } catch {
    return null;
  }
}

function requireUploadId(id: string) {
  const parsed = parseUploadId(id);
  if (!parsed) throw uploadNotFound();
  return parsed;
}
