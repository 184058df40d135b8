import { describe, expect, it } from "vitest";
import { formatVerificationCode, parseVerificationCode } from "./certificate.ts";

const code = "K7QM4D2X9HPA01JKMNPQ";

describe("parseVerificationCode", () => {
  it("reads a code as shown, in any case, with spaces, dashes or none", () => {
    for (const typed of [
      code,
      formatVerificationCode(code),
      code.toLowerCase(),
      ` ${formatVerificationCode(code).replaceAll("-", " ")} `,
      formatVerificationCode(code).replaceAll("-", "–"),
    ]) {
      expect(parseVerificationCode(typed)).toBe(code);
    }
  });

  it("reads the letters that look like digits as those digits", () => {
    expect(parseVerificationCode(code.replace("0", "o").replace("1", "L"))).toBe(code);
    expect(parseVerificationCode(code.replace("1", "i"))).toBe(code);
  });

  it("is null for what cannot be a code", () => {
    for (const typed of ["", "K7QM", `${code}0`, code.replace("K", "U"), "a".repeat(100_000)]) {
      expect(parseVerificationCode(typed)).toBeNull();
    }
  });
});
