import fc from "fast-check";
import { expect, it } from "vitest";
import { mentionedColumns } from "./mentioned-columns.ts";

const columns = ["id", "lag_ms", "lag", "Material", "a b"];

it.each([
  ["select lag_ms from data", ["lag_ms"]],
  ["select count(*), material from data group by material", ["Material"]],
  ["select count(*) from data", ["id"]],
  ['select "a b" from data where id > 1', ["id", "a b"]],
  ["select * from data", columns],
  ["select t.* from data t", columns],
  ["select * exclude (id) from data", columns],
  ["from data", columns],
  ["summarize data", columns],
  ["select lag -- material\nfrom data", ["lag"]],
  ["select lag * 2 from data", ["lag"]],
])("finds in %j the columns %j", (sql, expected) => {
  expect(mentionedColumns(sql, columns)).toEqual(expected);
});

it("never leaves out a column whose quoted name stands in the query", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z][a-z ]{0,8}$/), { minLength: 1 }),
      fc.nat(),
      (names, pick) => {
        const name = names[pick % names.length] ?? "";
        expect(mentionedColumns(`select "${name}" from data`, names)).toContain(name);
      },
    ),
  );
});
