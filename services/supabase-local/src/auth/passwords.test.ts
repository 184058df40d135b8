import { describe, expect, it } from "vitest";
import { loadProjectConfig } from "../config/project-config.ts";
import { findWeakness, requireStrongPassword } from "./passwords.ts";

const { auth } = (await loadProjectConfig("/nowhere/config.toml")).config;
const rules = (password_requirements: typeof auth.password_requirements) => ({
  ...auth,
  minimum_password_length: 8,
  password_requirements,
});

describe("a password", () => {
  it.each([
    ["", "aaaaaaaa", null],
    ["", "aaaaaaa", ["length"]],
    ["letters_digits", "aaaaaaaa", ["characters"]],
    ["letters_digits", "A1", ["length"]],
    ["letters_digits", "1234567", ["length", "characters"]],
    ["lower_upper_letters_digits", "aaaaaaa1", ["characters"]],
    ["lower_upper_letters_digits", "aaaaaaA1", null],
    ["lower_upper_letters_digits_symbols", "aaaaaaA1", ["characters"]],
    ["lower_upper_letters_digits_symbols", "aaaaa A1", ["characters"]],
    ["lower_upper_letters_digits_symbols", "aaaaa\\A1", null],
  ] as const)("under %s, %s lacks %s", (requirements, password, reasons) => {
    expect(findWeakness(password, rules(requirements))?.reasons ?? null).toEqual(reasons);
  });

  it("is refused with its reasons in words and as codes", () => {
    expect(() => requireStrongPassword("short", rules("letters_digits"))).toThrow(
      /at least 8 characters\. Password should contain at least one character of each: abc.*XYZ, 0123456789\./,
    );
  });

  it("is refused where bcrypt would read only the beginning of it", () => {
    expect(() => requireStrongPassword("é".repeat(36), rules(""))).not.toThrow();
    expect(() => requireStrongPassword("é".repeat(37), rules(""))).toThrow(/72/);
  });
});
