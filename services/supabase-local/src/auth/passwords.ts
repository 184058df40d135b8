import { randomBytes } from "node:crypto";
import { compare, hash } from "@node-rs/bcrypt";
import type { AuthConfig } from "../config/project-config.ts";
import { AuthError } from "./auth-error.ts";

const cost = 10;
/** bcrypt reads no further: a longer password would be cut without a word. */
const longestPasswordBytes = 72;

let standIn: Promise<string> | null = null;

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Takes as long without a hash (unknown user, no password) as with one. */
export async function isPasswordRight(password: string, stored: string | null): Promise<boolean> {
  standIn ??= hash(randomBytes(16).toString("hex"), cost);
  const isRight = await compare(password, stored || (await standIn));
  return isRight && Boolean(stored);
}

const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = lower.toUpperCase();
const digits = "0123456789";
const symbols = "!@#$%^&*()_+-=[]{};'\\:\"|<>?,./`~";

/** A password needs one character of each set. */
const characterSets: Record<AuthConfig["password_requirements"], string[]> = {
  "": [],
  letters_digits: [`${lower}${upper}`, digits],
  lower_upper_letters_digits: [lower, upper, digits],
  lower_upper_letters_digits_symbols: [lower, upper, digits, symbols],
};

/** Throws with the reasons when a new password does not meet the project's rules. */
export function requireStrongPassword(password: string, config: AuthConfig): void {
  if (Buffer.byteLength(password) > longestPasswordBytes) {
    throw new AuthError(
      400,
      "validation_failed",
      `Password cannot be longer than ${longestPasswordBytes} characters`,
    );
  }
  const weakness = findWeakness(password, config);
  if (weakness === null) return;
  const { message, reasons } = weakness;
  throw new AuthError(422, "weak_password", message, { details: { weak_password: { reasons } } });
}

/** What of the project's rules a password does not meet, or null. */
export function findWeakness(
  password: string,
  config: AuthConfig,
): { message: string; reasons: string[] } | null {
  const reasons: string[] = [];
  const messages: string[] = [];
  if (password.length < config.minimum_password_length) {
    reasons.push("length");
    messages.push(`Password should be at least ${config.minimum_password_length} characters.`);
  }
  const sets = characterSets[config.password_requirements];
  if (sets.some((set) => !Array.from(password).some((character) => set.includes(character)))) {
    reasons.push("characters");
    messages.push(`Password should contain at least one character of each: ${sets.join(", ")}.`);
  }
  return reasons.length === 0 ? null : { message: messages.join(" "), reasons };
}
