import { randomUUID } from "node:crypto";
import type { OrgId } from "@byteos/contracts/ids";
import { Factories, type TestVersion } from "@byteos/testing/factories";
import type { TestDatabase } from "@byteos/testing/test-database";
import { beforeAll, expect, it } from "vitest";
import { asService } from "../src/as-service.ts";
import { asUser } from "../src/as-user.ts";
import { passageEmbeddingRepository } from "../src/repositories/passage-embedding.repository.ts";
import type { VectorIndex, VectorScope } from "../src/vectors/vector-index.ts";

const model = "test/model-384";
const dimensions = 384;

/** A direction that is `angle` radians away from the first axis, towards the axis named. */
function directed(angle: number, axis = 1): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  vector[0] = Math.cos(angle) * 3;
  vector[axis] = Math.sin(angle) * 3;
  return vector;
}

const ofVersion = (courseVersionId: string, closedModuleIds: readonly string[] = []) =>
  ({ kind: "versions", courseVersionIds: [courseVersionId], closedModuleIds }) as const;

/** What every VectorIndex does alike; each adapter runs it on a database that it can be used on. */
export function describeVectorIndex(
  database: Pick<TestDatabase, "query">,
  makeIndex: () => VectorIndex,
): void {
  const factories = new Factories(database);
  let orgId: OrgId;
  let version: TestVersion;
  let index: VectorIndex;

  async function addPassages(
    source: Readonly<Record<string, unknown>>,
    org: OrgId,
    vectors: readonly (readonly number[] | null)[],
    embeddedBy = model,
  ): Promise<string[]> {
    const ids: string[] = [];
    for (const ordinal of vectors.keys()) {
      const row = await factories.row("passages", {
        ...source,
        org_id: org,
        ordinal,
        text: `Passage ${ordinal}`,
        start_offset: ordinal * 10,
        end_offset: ordinal * 10 + 9,
        content_hash: "hash",
      });
      ids.push(String(row.id));
    }
    const embeddings = vectors.flatMap((vector, at) =>
      vector === null ? [] : [{ passageId: ids[at] ?? "", contentHash: "hash", vector }],
    );
    await asService("embeddings for a test", (tx) =>
      passageEmbeddingRepository.storeMany(tx, { orgId: org, model: embeddedBy }, embeddings),
    );
    return ids;
  }

  async function addDocument(org: OrgId): Promise<string> {
    const document = await factories.row("documents", {
      org_id: org,
      title: "Tides",
      file_name: "tides.md",
      format: "markdown",
      text_hash: randomUUID(),
      structure: {},
    });
    return String(document.id);
  }

  async function search(
    scope: VectorScope,
    options: { role?: "learner" | "creator"; vector?: readonly number[]; limit?: number } = {},
  ) {
    const ctx = await factories.memberContext(options.role ?? "creator", orgId);
    const { vector = directed(0), limit = 10 } = options;
    return asUser(ctx, (tx) => index.nearest(tx, { orgId, scope, model, vector, limit }));
  }

  beforeAll(async () => {
    index = makeIndex();
    orgId = await factories.organisation();
    version = await factories.publishedCourse(orgId);
  });

  it("finds the nearest first, with the cosine", async () => {
    const { courseVersionId } = await factories.publishedCourse(orgId);
    const ids = await addPassages({ course_version_id: courseVersionId }, orgId, [
      directed(1.2),
      directed(0.1),
      null,
      directed(0.5),
    ]);
    const found = await search(ofVersion(courseVersionId), { limit: 2 });
    expect(found.map((near) => near.id)).toEqual([ids[1], ids[3]]);
    expect(found[0]?.similarity).toBeCloseTo(Math.cos(0.1), 5);
    expect(found[1]?.similarity).toBeCloseTo(Math.cos(0.5), 5);
  });

  it("sees a passage that was embedded, changed or removed since", async () => {
    const { courseVersionId } = await factories.publishedCourse(orgId);
    const scope = ofVersion(courseVersionId);
    const [first = ""] = await addPassages({ course_version_id: courseVersionId }, orgId, [
      directed(0.9),
    ]);
    expect((await search(scope)).map((near) => near.id)).toEqual([first]);
    const [second = ""] = await addPassages({ course_version_id: courseVersionId }, orgId, [
      directed(0.4),
    ]);
    expect((await search(scope)).map((near) => near.id)).toEqual([second, first]);
    await asService("embeddings for a test", (tx) =>
      passageEmbeddingRepository.storeMany(tx, { orgId, model }, [
        { passageId: first, contentHash: "hash", vector: directed(0.05) },
      ]),
    );
    expect((await search(scope)).map((near) => near.id)).toEqual([first, second]);
    await database.query("delete from passages where id = $1", [first]);
    expect((await search(scope)).map((near) => near.id)).toEqual([second]);
  });

  it("keeps to the scope: a version, some documents, or the whole organisation", async () => {
    const [one, two] = [await addDocument(orgId), await addDocument(orgId)];
    const axis = 7;
    const [inOne = ""] = await addPassages({ document_id: one }, orgId, [directed(0.2, axis)]);
    const [inTwo = ""] = await addPassages({ document_id: two }, orgId, [directed(0.1, axis)]);
    const scope = ofVersion(version.courseVersionId);
    const vector = directed(0.1, axis);
    expect(await search(scope, { vector })).toEqual([]);
    const inDocuments = await search({ kind: "documents", documentIds: [one] }, { vector });
    expect(inDocuments.map((near) => near.id)).toEqual([inOne]);
    const everywhere = await search({ kind: "organisation" }, { vector, limit: 2 });
    expect(everywhere.map((near) => near.id)).toEqual([inTwo, inOne]);
    expect(await search({ kind: "documents", documentIds: [] }, { vector })).toEqual([]);
  });

  it("searches several versions at once, and no module that is closed to the reader", async () => {
    const [one, two] = [
      await factories.publishedCourse(orgId),
      await factories.publishedCourse(orgId),
    ];
    const moduleId = one.moduleIds[0] ?? "";
    const place = { course_version_id: one.courseVersionId, module_id: moduleId };
    const [closed = ""] = await addPassages(place, orgId, [directed(0, 13)]);
    const [open = ""] = await addPassages({ course_version_id: two.courseVersionId }, orgId, [
      directed(0.4, 13),
    ]);
    const courseVersionIds = [one.courseVersionId, two.courseVersionId];
    const query = { vector: directed(0, 13) };
    const both = await search({ kind: "versions", courseVersionIds }, query);
    expect(both.map((near) => near.id)).toEqual([closed, open]);
    const scope = { kind: "versions", courseVersionIds, closedModuleIds: [moduleId] } as const;
    expect((await search(scope, query)).map((near) => near.id)).toEqual([open]);
  });

  it("finds nothing of another organisation, however near, nor what a learner may not read", async () => {
    const other = await factories.organisation();
    const theirs = await addDocument(other);
    await addPassages({ document_id: theirs }, other, [directed(0, 11)]);
    const document = await addDocument(orgId);
    await addPassages({ document_id: document }, orgId, [directed(0.3, 11)]);
    const query = { vector: directed(0, 11), limit: 200 };
    expect(await search({ kind: "documents", documentIds: [theirs] }, query)).toEqual([]);
    // The creator's look comes first, so that what it leaves in memory is there for the learner's.
    const scope = { kind: "documents", documentIds: [document] } as const;
    expect(await search(scope, { ...query, role: "creator" })).toHaveLength(1);
    expect(await search(scope, { ...query, role: "learner" })).toEqual([]);
    const outsider = await factories.memberContext("admin", other);
    const foreign = await asUser(outsider, (tx) =>
      index.nearest(tx, { orgId, scope, model, ...query }),
    );
    expect(foreign).toEqual([]);
  });

  it("compares embeddings of one model and size alone", async () => {
    const { courseVersionId } = await factories.publishedCourse(orgId);
    const source = { course_version_id: courseVersionId };
    await addPassages(source, orgId, [directed(0)], "another/model");
    await addPassages(source, orgId, [[1, 0, 0]]);
    expect(await search(ofVersion(courseVersionId))).toEqual([]);
  });

  it("has nothing near to a query without direction", async () => {
    const vector = directed(0).map(() => 0);
    expect(await search({ kind: "organisation" }, { vector })).toEqual([]);
  });

  it("agrees with sorting by the cosine over many passages", async () => {
    const { courseVersionId } = await factories.publishedCourse(orgId);
    const angles = Array.from({ length: 120 }, (_, at) => ((at * 37) % 120) / 60 + 0.001);
    const ids = await addPassages(
      { course_version_id: courseVersionId },
      orgId,
      angles.map((angle) => directed(angle, 5)),
    );
    const expected = ids
      .map((id, at) => ({ id, angle: angles[at] ?? 0 }))
      .toSorted((a, b) => a.angle - b.angle)
      .slice(0, 50);
    const found = await search(ofVersion(courseVersionId), { limit: 50 });
    expect(found.map((near) => near.id)).toEqual(expected.map(({ id }) => id));
  });
}
