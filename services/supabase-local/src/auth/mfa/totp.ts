import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const stepSeconds = 30;
const digits = 6;
/** Steps before and after the current one that still count: clocks differ, and typing takes time. */
const skew = 1;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** 160 random bits in base32 (RFC 4648, no padding), as authenticator apps take them. */
export function createTotpSecret(): string {
  return encodeBase32(randomBytes(20));
}

/** The address inside a QR code (Key URI format): who issued the secret, for whom, and the secret. */
export function formatTotpUri(issuer: string, account: string, secret: string): string {
  const query = new URLSearchParams({
    algorithm: "SHA1",
    digits: String(digits),
    issuer,
    period: String(stepSeconds),
    secret,
  });
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?${query.toString().replaceAll("+", "%20")}`;
}

/** The code of a moment (RFC 6238 over RFC 4226, SHA-1); `now` in milliseconds. */
export function computeTotp(secret: string, now: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 1000 / stepSeconds)));
  const mac = createHmac("sha1", decodeBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, "0");
}

export function isTotpRight(secret: string, code: string, now: number): boolean {
  const given = Buffer.from(code.trim());
  let isRight = false;
  for (let step = -skew; step <= skew; step += 1) {
    const expected = Buffer.from(computeTotp(secret, now + step * stepSeconds * 1000));
    if (expected.length === given.length && timingSafeEqual(expected, given)) isRight = true;
  }
  return isRight;
}

function encodeBase32(bytes: Buffer): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((group) => alphabet[Number.parseInt(group.padEnd(5, "0"), 2)])
    .join("");
}

function decodeBase32(text: string): Buffer {
  let bits = "";
  for (const character of text.toUpperCase()) {
    const value = alphabet.indexOf(character);
    if (value >= 0) bits += value.toString(2).padStart(5, "0");
  }
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
