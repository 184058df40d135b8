import { randomUUID } from "node:crypto";
import { asService } from "@byteos/db/as-service";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { loadSourceTexts } from "@byteos/usecases/course/load-source-texts";
import { expect, test } from "vitest";

const database = withTestDatabase();
const factories = new Factories(database);

async function makeDocument(orgId: string, text: string): Promise<string> {
  const { id } = await asService("a document to read from", (tx) =>
    tx.document.create({
      data: {
        orgId,
        title: "Leaks",
        fileName: "leaks.md",
        format: "markdown",
        textHash: "hash-1",
        structure: { text },
      },
      select: { id: true },
    }),
  );
  return id;
}

test("gives the words at each place, and none from a text that changed or a document that is gone", async () => {
  const ctx = await factories.memberContext("creator");
  const documentId = await makeDocument(ctx.actor.orgId, "A leak grows. Nobody sees it.");
  const range = { documentId, documentHash: "hash-1", start: 0, end: 13 };
  const { texts } = await loadSourceTexts({
    ctx,
    input: {
      ranges: [
        { ...range, start: 14, end: 29 },
        range,
        { ...range, documentHash: "hash-0" },
        { ...range, end: 500 },
        { ...range, documentId: randomUUID() },
      ],
    },
  });
  expect(texts).toEqual(["Nobody sees it.", "A leak grows.", null, null, null]);
});

test("another organisation's documents say nothing", async () => {
  const owner = await factories.memberContext("creator");
  const documentId = await makeDocument(owner.actor.orgId, "A leak grows.");
  const ctx = await factories.memberContext("creator");
  const ranges = [{ documentId, documentHash: "hash-1", start: 0, end: 13 }];
  expect(await loadSourceTexts({ ctx, input: { ranges } })).toEqual({ texts: [null] });
});
