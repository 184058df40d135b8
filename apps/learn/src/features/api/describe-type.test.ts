import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describeType } from "./describe-type.ts";
import { toNamedSchemas } from "./json-schema.ts";

function typeOf(schema: z.ZodType): string {
  const named = toNamedSchemas("X", z.object({ field: schema }), "output");
  return describeType(named["X"]?.properties?.["field"] ?? {}, named);
}

interface Nested {
  name: string;
  inner?: Nested | undefined;
}
const Nested: z.ZodType<Nested> = z.lazy(() =>
  z.object({ name: z.string(), inner: Nested.optional() }),
);

describe("describeType", () => {
  it.each([
    ["text", z.string()],
    ["id (UUID)", z.uuid()],
    ["whole number, 1 to 24", z.int().min(1).max(24)],
    ["whole number", z.int()],
    ["number, 0 or more", z.number().min(0)],
    ["true or false", z.boolean()],
    ["one of: ask, hint", z.enum(["ask", "hint"])],
    ["list of text", z.array(z.string())],
    ["text, or null", z.string().nullable()],
    ["object, or null", z.object({ a: z.string() }).nullable()],
    ["text or number", z.union([z.string(), z.number()])],
    [
      "object, in one of 2 forms",
      z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]),
    ],
    ["anything", z.unknown()],
    ["object", Nested],
  ])("says %s", (words, schema) => {
    expect(typeOf(schema)).toBe(words);
  });
});
