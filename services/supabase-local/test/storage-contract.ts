import { randomUUID } from "node:crypto";
import type { SupabaseClient } from "@supabase/supabase-js";
import { listMethods } from "./client-methods.ts";
import { startWithBuckets } from "./instance-with-buckets.ts";
import { createSignedIn, type TestInstance } from "./running-instance.ts";

export type StorageClient = SupabaseClient["storage"];
export type StorageFiles = ReturnType<StorageClient["from"]>;

export interface StorageContract {
  instance: TestInstance;
  admin: StorageClient;
  /** Holds the public key only. */
  visitor: StorageClient;
  /** Signed in; what is under their id in the bucket "homes" is theirs. */
  member: StorageClient;
  memberId: string;
  createBucket(options?: Partial<Parameters<StorageClient["createBucket"]>[1]>): Promise<string>;
  /** The public methods of an object of the client's that no test has called so far. */
  listUncalled(object: object): string[];
}

/** What the three see of refusals that come often. */
export const refusals = {
  forbidden: { status: 400, statusCode: "403", code: "AccessDenied" },
  noBucket: { status: 400, statusCode: "404", code: "NoSuchBucket" },
  noObject: { status: 400, statusCode: "404", code: "NoSuchKey", message: "Object not found" },
  notEnabled: { status: 400, statusCode: "409", code: "FeatureNotEnabled" },
};

/** Methods that the client has for itself. */
const inner = new Set([
  "fetch",
  "handleOperation",
  "throwOnError",
  "setHeader",
  "uploadOrUpdate",
  "prepareUploadFormData",
  "encodeMetadata",
  "toBase64",
  "applyTransformOptsToQuery",
  "bucketLifecycleUrl",
  "listBucketOptionsToQueryString",
]);

/**
 * An instance and three clients that write down which methods are called, so that a method which a later
 * client adds is missed.
 */
export async function startStorageContract(): Promise<StorageContract> {
  const called = new Set<string>();
  const noteCalls = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get: (object, name) => {
        const value: unknown = Reflect.get(object, name, object);
        if (typeof value !== "function") return value;
        return (...parameters: unknown[]) => {
          called.add(String(name));
          const result: unknown = Reflect.apply(value, object, parameters);
          return name === "from" ? noteCalls(result as StorageFiles) : result;
        };
      },
    });
  const instance = await startWithBuckets();
  const signedIn = await createSignedIn(instance);
  const admin = noteCalls(instance.createAdmin().storage);
  return {
    instance,
    admin,
    visitor: noteCalls(instance.createVisitor().storage),
    member: noteCalls(signedIn.client.storage),
    memberId: signedIn.userId,
    createBucket: async (options = {}) => {
      const id = `bucket-${randomUUID()}`;
      const { error } = await admin.createBucket(id, { public: false, ...options });
      if (error) throw error;
      return id;
    },
    listUncalled: (object) =>
      listMethods(object).filter((name) => !inner.has(name) && !called.has(name)),
  };
}
