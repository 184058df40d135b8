import { expect, it } from "vitest";
import { errorFields } from "./log.ts";

it("says where an error came from, never the words in it or in its cause", () => {
  const cause = Object.assign(new Error('invalid value: "private words"'), { code: "22008" });
  const fields = errorFields(new Error("private words", { cause }));
  expect(fields).toMatchObject({ error: "Error", cause: "Error", causeCode: "22008" });
  expect(fields.stack).toContain("at ");
  expect(JSON.stringify(fields)).not.toContain("private");
});
