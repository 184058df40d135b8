import { z } from "zod";

/** Which object an upload is for, and the id of its file. */
export interface UploadId {
  bucketId: string;
  name: string;
  version: string;
}

/** The id as it is handed to the client: opaque, safe in an address, and as upstream builds it. */
export function formatUploadId({ bucketId, name, version }: UploadId): string {
  return `${bucketId}/${name}/${version}`;
}

/** Null for what `formatUploadId` cannot have made. The names are not checked any further. */
export function parseUploadId(id: string): UploadId | null {
  const parts = id.split("/");
  const [bucketId, version] = [parts.at(0), parts.at(-1)];
  const name = parts.slice(1, -1).join("/");
  if (!bucketId || !version || name === "" || !z.uuid().safeParse(version).success) return null;
  return { bucketId, name, version };
}
