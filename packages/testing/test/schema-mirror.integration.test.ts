import { readFile } from "node:fs/promises";
import { withTestDatabase } from "@byteos/testing/test-database";
import { expect, it } from "vitest";
import { mirrorSchema } from "../src/mirror-schema.ts";

const database = withTestDatabase();
const flat = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim().replaceAll(/\s+/g, " "))
    .filter(Boolean);

it("prisma/schema.prisma says what the migrations say", async () => {
  const stored = await readFile(new URL("../../../prisma/schema.prisma", import.meta.url), "utf8");
  const mirrored = await mirrorSchema(database.superuser);
  expect(flat(stored), "Run node packages/testing/src/write-prisma-schema.ts").toEqual(
    flat(mirrored),
  );
});
