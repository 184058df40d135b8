import { AppError } from "@byteos/contracts/errors";
import { expect, it } from "vitest";
import { describeError } from "./log.ts";

it("names the chain of errors without the words that they quote", () => {
  const cause = Object.assign(new SyntaxError("Unexpected token in 'private words'"), {
    code: "22P02",
  });
  const error = new AppError("internal", "import.failed", "The import failed", { cause });
  const described = String(describeError(error).error);
  expect(described).toContain("import.failed: The import failed <- SyntaxError 22P02 at ");
  expect(described).not.toContain("private");
  expect(describeError("private words").error).toBe("string");
});
