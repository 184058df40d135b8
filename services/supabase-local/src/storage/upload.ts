import type { Context } from "hono";
import { inTransaction } from "../database/transactions.ts";
import { asService, becomeCaller, type CallerRole } from "./caller-role.ts";
import { readContentHeaders } from "./content-headers.ts";
import type { StoredFile } from "./file-store.ts";
import { readIncomingFile } from "./incoming.ts";
import { requireBucketName } from "./object-names.ts";
import {
  type BucketRow,
  describeContent,
  getBucket,
  lockObjectName,
  type ObjectMetadata,
  saveObject,
} from "./objects.ts";
import { alreadyExists, findDatabaseRefusal, StorageError, tooLarge } from "./storage-error.ts";
import type { StorageServices } from "./storage-services.ts";

export interface UploadTarget {
  bucketId: string;
  name: string;
  isUpsert: boolean;
  /** Null when a signed link has given the permission already. */
  caller: CallerRole | null;
  subject: string | null;
  /** What policies read from `storage.operation()`. */
  operation: string;
}

export interface Uploaded {
  id: string;
  key: string;
}

const pretendedContent: ObjectMetadata = describeContent(
  { sizeBytes: 0, md5: "" },
  readContentHeaders({}),
);

/**
 * Asks the policies whether an upload would be let in, by trying its row and taking it back, so that nobody
 * sends a large file to be refused, or fills the disk without a right to.
 */
export async function requireUploadRight(
  services: StorageServices,
  target: UploadTarget,
): Promise<BucketRow> {
  const bucket = await asService(services, (transaction) =>
    getBucket(transaction, requireBucketName(target.bucketId)),
  );
  const denied = new Error("rolled back on purpose");
  try {
    await inTransaction(services.pool, async (transaction) => {
      const existing = await lockObjectName(transaction, target.bucketId, target.name);
      if (existing && !target.isUpsert) throw alreadyExists();
      if (target.caller) {
        await becomeCaller(transaction, target.caller, target.operation);
        await saveObject(transaction, {
          ...target,
          version: "",
          metadata: pretendedContent,
          userMetadata: null,
        });
      }
      throw denied;
    });
  } catch (error) {
    if (error !== denied) throw findDatabaseRefusal(error) ?? error;
  }
  return bucket;
}

/** Takes the request's file in. It is on disk and in the database when this returns, or nowhere. */
export async function receiveUpload(
  context: Context,
  services: StorageServices,
  target: UploadTarget,
): Promise<Uploaded> {
  const bucket = await requireUploadRight(services, target);
  const largestBytes = findLargestBytes(services, bucket);
  const announcedBytes = Number(context.req.header("content-length") ?? 0);
  const formOverheadBytes = 64 * 1024;
  if (announcedBytes > largestBytes + formOverheadBytes) throw tooLarge();
  const incoming = await readIncomingFile(context);
  requireMimeType(bucket, incoming.headers.mimeType);
  const file = await services.files.write(incoming.content, largestBytes);
  try {
    const userMetadata = await incoming.readUserMetadata();
    const metadata = describeContent(file, incoming.headers);
    return await commitUpload(services, target, file, metadata, userMetadata);
  } catch (error) {
    // Of another failure it is not known whether the object is there; the next start will sweep.
    if (error instanceof StorageError) await services.files.remove([file.version]);
    throw error;
  }
}

/** The smaller of the bucket's limit and the service's. */
export function findLargestBytes(services: StorageServices, bucket: BucketRow): number {
  // As upstream, a limit of zero is none.
  return Math.min(bucket.file_size_limit || services.largestFileBytes, services.largestFileBytes);
}

/**
 * Makes a file that is safely on disk the content of the object, and drops the file that it replaces. When
 * this throws, the new file belongs to no object.
 */
export async function commitUpload(
  services: StorageServices,
  target: UploadTarget,
  file: Pick<StoredFile, "version">,
  metadata: ObjectMetadata,
  userMetadata: Record<string, unknown> | null,
): Promise<Uploaded> {
  const { bucketId, name } = target;
  try {
    const { previous, id } = await inTransaction(services.pool, async (transaction) => {
      const before = await lockObjectName(transaction, bucketId, name);
      if (target.caller) await becomeCaller(transaction, target.caller, target.operation);
      await saveObject(transaction, { ...target, version: file.version, metadata, userMetadata });
      await transaction.query("select set_config('role', 'none', true)");
      const saved = await lockObjectName(transaction, bucketId, name);
      return { previous: before?.version ?? null, id: saved?.id ?? "" };
    });
    if (previous) await services.files.remove([previous]);
    return { id, key: `${bucketId}/${name}` };
  } catch (error) {
    throw findDatabaseRefusal(error) ?? error;
  }
}

/** Throws InvalidMimeType unless the bucket takes the type. */
export function requireMimeType(bucket: BucketRow, mimeType: string): void {
  const allowed = bucket.allowed_mime_types;
  if (!allowed || allowed.length === 0) return;
  const plain = (mimeType.split(";")[0] ?? "").trim().toLowerCase();
  const isAllowed = allowed.some((entry) => {
    const wanted = entry.trim().toLowerCase();
    if (wanted === "*/*" || wanted === "*") return true;
    return wanted.endsWith("/*") ? plain.startsWith(wanted.slice(0, -1)) : plain === wanted;
  });
  if (!isAllowed) {
    throw new StorageError(
      415,
      "InvalidMimeType",
      `mime type ${plain} is not supported`,
      "invalid_mime_type",
    );
  }
}
