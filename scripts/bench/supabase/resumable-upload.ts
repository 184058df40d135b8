import { randomUUID } from "node:crypto";
import { partBytes, readContent } from "./large-content.ts";
import type { BenchInstance } from "./start-instance.ts";
import { askStorage, expectStatus } from "./storage-client.ts";

export async function createBenchBucket(instance: BenchInstance): Promise<string> {
  const name = `bench-${randomUUID()}`;
  const body = [Buffer.from(JSON.stringify({ id: name, name }))];
  const headers = { "content-type": "application/json" };
  await expectStatus(askStorage(instance, { method: "POST", path: "bucket", headers, body }), 200);
  return name;
}

/** Begins an upload in parts; gives its path below the storage API. */
export async function beginUpload(
  instance: BenchInstance,
  bucket: string,
  name: string,
  sizeBytes: number,
): Promise<string> {
  const metadata = Object.entries({ bucketName: bucket, objectName: name })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`)
    .join(",");
  const headers = {
    "upload-length": sizeBytes,
    "upload-metadata": metadata,
    "x-upsert": "true",
    "content-length": 0,
  };
  const created = await expectStatus(
    askStorage(instance, { method: "POST", path: "upload/resumable", headers }),
    201,
  );
  return new URL(created.headers.location ?? "").pathname.replace("/storage/v1/", "");
}

/** Sends the part that begins at the offset; gives the new offset. */
export async function sendPart(
  instance: BenchInstance,
  path: string,
  offset: number,
  sizeBytes: number,
  onSent?: (sentBytes: number) => Promise<void>,
): Promise<number> {
  const end = Math.min(offset + partBytes, sizeBytes);
  const answer = await expectStatus(
    askStorage(instance, {
      method: "PATCH",
      path,
      headers: {
        "content-type": "application/offset+octet-stream",
        "upload-offset": offset,
        "content-length": end - offset,
      },
      body: readContent(offset, end),
      ...(onSent && { onSent }),
    }),
    204,
  );
  return Number(answer.headers["upload-offset"]);
}

/** What the service says that it has. */
export async function findOffset(instance: BenchInstance, path: string): Promise<number> {
  const answer = await expectStatus(askStorage(instance, { method: "HEAD", path }), 200);
  return Number(answer.headers["upload-offset"]);
}

export async function sendInParts(
  instance: BenchInstance,
  bucket: string,
  name: string,
  sizeBytes: number,
): Promise<void> {
  const path = await beginUpload(instance, bucket, name, sizeBytes);
  for (let offset = 0; offset < sizeBytes;) {
    offset = await sendPart(instance, path, offset, sizeBytes);
  }
}
