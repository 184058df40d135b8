import { Factories } from "@byteos/testing/factories";
import { withVectorDatabase } from "@byteos/testing/vector-database";
import { describe, expect, it } from "vitest";
import { asUser } from "../src/as-user.ts";
import { chooseVectorIndex } from "../src/vectors/choose-vector-index.ts";
import { pgvectorIndex } from "../src/vectors/pgvector-index.ts";
import { describeVectorIndex } from "./vector-index-contract.ts";

const database = withVectorDatabase();

describe("search in the database by pgvector", () => {
  describeVectorIndex(database, () => pgvectorIndex);
});

describe("a database with the vector extension", () => {
  it("has an index for each size that models have, and pgvector as its index", async () => {
    const ctx = await new Factories(database).memberContext("creator");
    expect((await asUser(ctx, chooseVectorIndex)).name).toBe("pgvector");
    const indexes = await database.query<{ name: string }>(
      "select indexname as name from pg_indexes where indexdef like '%hnsw%' order by length(indexname), 1",
    );
    expect(indexes.map(({ name }) => name)).toEqual(
      [384, 768, 1024, 1536].map((size) => `passages_embedding_${size}_idx`),
    );
  });

  it("uses the index of the size for a search of the whole organisation", async () => {
    await database.query("set enable_seqscan = off");
    const plan = await database.query<{ "QUERY PLAN": string }>(
      `explain select id from passages where array_length(embedding, 1) = 384
       order by embedding::extensions.vector(384) operator(extensions.<=>)
         array_fill(1::real, array[384])::extensions.vector(384) limit 5`,
    );
    await database.query("reset enable_seqscan");
    expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain(
      "passages_embedding_384_idx",
    );
  });
});
