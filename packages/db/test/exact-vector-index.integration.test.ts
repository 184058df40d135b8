import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { describe, expect, it } from "vitest";
import { asService } from "../src/as-service.ts";
import { asUser } from "../src/as-user.ts";
import { passageEmbeddingRepository } from "../src/repositories/passage-embedding.repository.ts";
import { chooseVectorIndex } from "../src/vectors/choose-vector-index.ts";
import { createExactVectorIndex } from "../src/vectors/exact-vector-index.ts";
import { describeVectorIndex } from "./vector-index-contract.ts";

const database = withTestDatabase();

describe("exact scan with its vectors in memory", () => {
  describeVectorIndex(database, () => createExactVectorIndex());
});

describe("exact scan with more vectors than it may keep", () => {
  describeVectorIndex(database, () => createExactVectorIndex({ largestCacheBytes: 1_000 }));
});

describe("a database without the vector extension", () => {
  it("has every migration, no vector function, and the exact scan as its index", async () => {
    const ctx = await new Factories(database).memberContext("creator");
    expect((await asUser(ctx, chooseVectorIndex)).name).toBe("exact");
  });
});

describe("storing embeddings", () => {
  it("refuses vectors without direction, and leaves passages that changed since or belong to others", async () => {
    const factories = new Factories(database);
    const [orgId, other] = [await factories.organisation(), await factories.organisation()];
    const { courseVersionId } = await factories.publishedCourse(orgId);
    const row = await factories.row("passages", {
      org_id: orgId,
      course_version_id: courseVersionId,
      ordinal: 0,
      text: "Tides",
      start_offset: 0,
      end_offset: 5,
      content_hash: "now",
    });
    const store = (org: string, contentHash: string, vector: number[]) =>
      asService("embeddings for a test", (tx) =>
        passageEmbeddingRepository.storeMany(tx, { orgId: org, model: "m" }, [
          { passageId: String(row.id), contentHash, vector },
        ]),
      );
    await expect(store(orgId, "now", [0, 0])).rejects.toThrow(/zero/);
    expect(await store(orgId, "before", [1, 2])).toBe(0);
    expect(await store(other, "now", [1, 2])).toBe(0);
    const missing = () =>
      asService("embeddings for a test", (tx) =>
        passageEmbeddingRepository.listMissing(tx, { orgId, model: "m", limit: 5 }),
      );
    expect((await missing()).map((passage) => passage.id)).toEqual([row.id]);
    expect(await store(orgId, "now", [1, 2])).toBe(1);
    expect(await missing()).toEqual([]);
  });
});
