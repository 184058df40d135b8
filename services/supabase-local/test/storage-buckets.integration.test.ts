import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  refusals,
  startStorageContract,
  type StorageClient,
  type StorageContract,
} from "./storage-contract.ts";

const { forbidden, noBucket, notEnabled } = refusals;
let contract: StorageContract;
let admin: StorageClient;
let visitor: StorageClient;
let member: StorageClient;

beforeAll(async () => {
  contract = await startStorageContract();
  ({ admin, visitor, member } = contract);
});
afterAll(() => contract.instance.dispose());

it("createBucket, getBucket", async () => {
  const id = await contract.createBucket({
    fileSizeLimit: "30KB",
    allowedMimeTypes: ["text/plain"],
  });
  const { data } = await admin.getBucket(id);
  expect(data).toMatchObject({
    id,
    name: id,
    type: "STANDARD",
    public: false,
    file_size_limit: 30_000,
    allowed_mime_types: ["text/plain"],
  });
  expect((await admin.createBucket(id)).error).toMatchObject({
    statusCode: "409",
    message: "The resource already exists",
  });
  for (const name of ["", "a/b", " a", "..", "é", "x".repeat(101)]) {
    expect((await admin.createBucket(name)).error, name).toMatchObject({
      message: "Bucket name invalid",
    });
  }
  const create = (options: Parameters<StorageClient["createBucket"]>[1]) =>
    admin.createBucket(`bucket-${randomUUID()}`, options);
  expect((await create({ public: false, fileSizeLimit: "3GB" })).error).toMatchObject({
    statusCode: "413",
    code: "EntityTooLarge",
  });
  expect((await create({ public: false, fileSizeLimit: "much" })).error).toMatchObject({
    code: "InvalidRequest",
  });
  expect((await create({ public: false, allowedMimeTypes: ["text"] })).error).toMatchObject({
    code: "InvalidRequest",
  });
  expect((await create({ public: false, type: "ANALYTICS" })).error).toMatchObject(notEnabled);
  expect((await create({ public: false, versioningStatus: "ENABLED" })).error).toMatchObject(
    notEnabled,
  );
  expect((await create({ public: false, versioningStatus: "DISABLED" })).error).toBeNull();
  expect((await visitor.createBucket("mine")).error).toMatchObject(forbidden);
  expect((await member.createBucket("mine")).error).toMatchObject(forbidden);
  expect((await admin.getBucket("nothing")).error).toMatchObject(noBucket);
  expect((await member.getBucket(id)).error).toMatchObject(noBucket);
});

it("listBuckets by page, order and search", async () => {
  const mark = randomUUID().slice(0, 8);
  for (const name of ["b", "c", "a"]) await admin.createBucket(`${mark}-${name}`);
  const list = async (options: Parameters<StorageClient["listBuckets"]>[0]) =>
    (await admin.listBuckets({ search: mark.toUpperCase(), ...options })).data?.map(({ name }) =>
      name.slice(-1),
    );
  expect(await list({})).toEqual(["a", "b", "c"]);
  expect(await list({ sortColumn: "created_at", sortOrder: "desc" })).toEqual(["a", "c", "b"]);
  expect(await list({ sortColumn: "id", limit: 1, offset: 1 })).toEqual(["b"]);
  expect((await admin.listBuckets({ limit: -1 })).error).toMatchObject({
    code: "InvalidRequest",
  });
  expect((await member.listBuckets()).data).toEqual([]);
});

it("updateBucket, emptyBucket, deleteBucket", async () => {
  const id = await contract.createBucket();
  const limits = { public: true, fileSizeLimit: 10, allowedMimeTypes: ["image/*"] };
  expect((await admin.updateBucket(id, limits)).data?.message).toBe("Successfully updated");
  expect((await admin.getBucket(id)).data).toMatchObject({ public: true, file_size_limit: 10 });
  await admin.updateBucket(id, { public: true, fileSizeLimit: null, allowedMimeTypes: null });
  expect((await admin.getBucket(id)).data).toMatchObject({
    file_size_limit: null,
    allowed_mime_types: null,
  });
  expect((await admin.updateBucket("nothing", { public: true })).error).toMatchObject(noBucket);
  expect((await member.updateBucket(id, { public: false })).error).toMatchObject(noBucket);
  const versions = { public: true, versioningStatus: "ENABLED" } as const;
  expect((await admin.updateBucket(id, versions)).error).toMatchObject(notEnabled);

  await admin.from(id).upload("a/b.txt", "text");
  expect((await admin.deleteBucket(id)).error).toMatchObject({
    statusCode: "409",
    code: "ResourceNotEmpty",
  });
  expect((await member.emptyBucket(id)).error).toMatchObject(noBucket);
  expect((await member.deleteBucket(id)).error).toMatchObject(noBucket);
  expect((await admin.emptyBucket("nothing")).error).toMatchObject(noBucket);
  expect((await admin.emptyBucket(id)).data?.message).toBe("Successfully emptied");
  expect((await admin.from(id).list("a")).data).toEqual([]);
  expect((await admin.deleteBucket(id)).data?.message).toBe("Successfully deleted");
  expect((await admin.deleteBucket(id)).error).toMatchObject(noBucket);
});

it("getBucketLifecycle, updateBucketLifecycle, deleteBucketLifecycle say that they are off", async () => {
  const id = await contract.createBucket();
  const rule = {
    status: "Enabled",
    filter: {},
    noncurrentVersionExpiration: { noncurrentDays: 3 },
  } as const;
  expect((await admin.getBucketLifecycle(id)).error).toMatchObject(notEnabled);
  expect((await admin.updateBucketLifecycle(id, { rules: [rule] })).error).toMatchObject(
    notEnabled,
  );
  expect((await admin.deleteBucketLifecycle(id)).error).toMatchObject(notEnabled);
});

it("purgeBucketCache is the secret key's", async () => {
  const id = await contract.createBucket();
  expect((await admin.purgeBucketCache(id)).data?.message).toBe("success");
  expect((await admin.purgeBucketCache("nothing")).error).toMatchObject(noBucket);
  expect((await member.purgeBucketCache(id)).error).toMatchObject(forbidden);
});

it("vectors and analytics say that they are off", async () => {
  expect((await admin.vectors.createBucket("v")).error).toMatchObject(notEnabled);
  expect((await admin.analytics.createBucket("a")).error).toMatchObject(notEnabled);
});

it("leaves out no public method of the client", () => {
  expect(contract.listUncalled(contract.instance.createAdmin().storage)).toEqual([]);
});
