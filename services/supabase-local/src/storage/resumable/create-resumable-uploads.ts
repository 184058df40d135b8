import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { Server } from "@tus/server";
import { asService } from "../caller-role.ts";
import { requireBucketName, requireObjectName } from "../object-names.ts";
import { getBucket } from "../objects.ts";
import {
  findDatabaseRefusal,
  invalidRequest,
  invalidSignature,
  StorageError,
  uploadNotFound,
} from "../storage-error.ts";
import type { StorageServices } from "../storage-services.ts";
import { findLargestBytes, requireMimeType, requireUploadRight } from "../upload.ts";
import { NameLocker } from "./name-locker.ts";
import { ResumableFiles } from "./resumable-files.ts";
import { readPlannedHeaders, ResumableStore } from "./resumable-store.ts";
import type { ResumableSession } from "./session.ts";
import { formatUploadId, parseUploadId } from "./upload-id.ts";

const path = "/storage/v1/upload/resumable";
const lockDrainTimeoutMs = 1_000;

export interface ResumableUploads {
  /** Answers a request of the tus protocol, for who sent it. */
  handle(request: HttpBindings, session: ResumableSession): Promise<void>;
  /** Ids of the files of all uploads under way. */
  listVersions(): Promise<string[]>;
  /** Removes uploads that nobody has ended in a day, and what a crash before `before` left. Returns how many. */
  removeLeftovers(before: Date): Promise<number>;
}

/**
 * Uploads in parts that can be taken up again, by tus 1.0 and under the same rights as others. Keeps them in
 * a folder on the same disk as the files of objects.
 */
export async function createResumableUploads(
  services: StorageServices,
  folder: string,
): Promise<ResumableUploads> {
  const files = await ResumableFiles.open(folder);
  const sessions = new AsyncLocalStorage<ResumableSession>();
  const readSession = () => {
    const session = sessions.getStore();
    if (!session) throw new Error("No request of a resumable upload is being answered.");
    return session;
  };
  const store = new ResumableStore(services, files, readSession);

  /** Throws unless the sender may do this to the upload. Once found, that holds for the whole request. */
  const authorize = async (method: string, id: string): Promise<void> => {
    const session = readSession();
    if (session.authorizedId === id) return;
    const parsed = parseUploadId(id);
    if (!parsed) throw uploadNotFound();
    const { bucketId, name } = parsed;
    if (session.caller === null) {
      if (!session.signature) throw invalidSignature("Missing x-signature header");
      const link = await services.links.verifyUpload(session.signature, `${bucketId}/${name}`);
      session.subject = link.owner;
      session.isUpsert = link.upsert;
    }
    let { isUpsert } = session;
    let isOpen = true;
    if (method !== "POST") {
      const { plan, isFinished } = await store.getState(id);
      const isTheirs =
        plan.subject === session.subject && plan.isSigned === (session.caller === null);
      if (!isTheirs) throw uploadNotFound();
      isUpsert = plan.isUpsert;
      // To look at one's own upload, or to give it up, takes no right to write.
      isOpen = method === "PATCH" && !isFinished;
    }
    if (isOpen) {
      const operation = `storage.tus.upload.${method === "POST" ? "create" : "part"}`;
      await requireUploadRight(services, {
        bucketId,
        name,
        isUpsert,
        caller: session.caller,
        subject: session.subject,
        operation,
      });
    }
    session.authorizedId = id;
  };

  const findBucket = (bucketId: string) =>
    asService(services, (transaction) => getBucket(transaction, bucketId));

  const server = new Server({
    path,
    datastore: store,
    locker: new NameLocker(),
    lockDrainTimeout: lockDrainTimeoutMs,
    disableTerminationForFinishedUploads: true,
    respectForwardedHeaders: true,
    allowedHeaders: ["apikey", "x-client-info", "x-upsert", "x-signature"],
    exposedHeaders: ["Upload-Expires"],
    namingFunction: (_request, metadata) => {
      if (!metadata) throw invalidRequest("Metadata header is required");
      return formatUploadId({
        bucketId: requireBucketName(metadata["bucketName"] ?? ""),
        name: requireObjectName(metadata["objectName"] ?? ""),
        version: randomUUID(),
      });
    },
    generateUrl: (_request, { proto, host, id }) => {
      const room = readSession().caller === null ? `${path}/sign` : path;
      return `${proto}://${host}${room}/${Buffer.from(id).toString("base64url")}`;
    },
    getFileIdFromRequest: (_request, last = "") => {
      const id = Buffer.from(last, "base64url").toString("utf8");
      return parseUploadId(id) ? id : undefined;
    },
    // The server asks for the size before it asks for the right.
    maxSize: async ({ method }, id) => {
      if (id === null) return services.largestFileBytes;
      await authorize(method, id);
      return findLargestBytes(services, await findBucket(parseUploadId(id)?.bucketId ?? ""));
    },
    onIncomingRequest: ({ method }, id) => authorize(method, id),
    onUploadCreate: async (_request, upload) => {
      const { mimeType } = readPlannedHeaders(upload.metadata ?? {});
      requireMimeType(await findBucket(parseUploadId(upload.id)?.bucketId ?? ""), mimeType);
      return {};
    },
    onUploadFinish: async (_request, upload) => {
      // Has been done with the last byte, unless there was none.
      await store.finish(upload.id);
      return { headers: { "Tus-Complete": "1" } };
    },
    onResponseError: (_request, error) => {
      if (!(error instanceof Error)) return undefined;
      const refusal = error instanceof StorageError ? error : findDatabaseRefusal(error);
      if (refusal) return { status_code: refusal.statusCode, body: refusal.message };
      services.log("storage.upload-failed", {
        kind: error.name,
        code: "code" in error ? String(error.code) : null,
      });
      return { status_code: 500, body: "Internal server error" };
    },
  });

  return {
    handle: ({ incoming, outgoing }, session) =>
      sessions.run(session, () => server.handle(incoming, outgoing)),
    listVersions: () => files.listVersions(),
    removeLeftovers: async (before) =>
      (await store.deleteExpired()) + (await files.removeStrays(before)),
  };
}
