import { expect, it } from "vitest";
import { z } from "zod";
import { readOnce } from "./env.ts";

it("is read once, when it is asked for, and names what is missing", () => {
  let reads = 0;
  const source = { GIVEN: "1" };
  const read = readOnce("The app", z.object({ GIVEN: z.string() }), () => {
    reads += 1;
    return source;
  });
  expect(reads).toBe(0);
  expect(read()).toEqual({ GIVEN: "1" });
  expect(read()).toBe(read());
  expect(reads).toBe(1);
  const lacking = readOnce("The app", z.object({ MISSING: z.string() }), () => ({}));
  expect(lacking).toThrow("The app cannot start: set MISSING (see .env.example)");
});
