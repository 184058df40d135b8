import { randomBytes } from "node:crypto";
import { VerificationCode } from "@byteos/contracts/certificate";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 20;

/** 100 random bits as 20 characters of Crockford's base32; 256 is a multiple of 32, so no bias. */
export function makeVerificationCode(): VerificationCode {
  const letters = [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]);
  return VerificationCode.parse(letters.join(""));
}
