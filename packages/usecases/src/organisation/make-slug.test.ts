import fc from "fast-check";
import { expect, it } from "vitest";
import { makeSlug } from "./make-slug.ts";

it("keeps what an address can carry", () => {
  expect(makeSlug("Ångström & Söhne GmbH")).toBe("angstrom-sohne-gmbh");
  expect(makeSlug("  --  ")).toBe("organisation");
  expect(makeSlug("学校")).toBe("organisation");
});

it("always makes what the database accepts", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (name) => {
      expect(makeSlug(name)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
    }),
  );
});
