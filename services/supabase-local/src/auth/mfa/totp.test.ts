import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeTotp, createTotpSecret, formatTotpUri, isTotpRight } from "./totp.ts";

/** "12345678901234567890" in base32: the secret of the test vectors in RFC 6238, appendix B. */
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("time-based codes", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at %i seconds the code is %s, as the RFC says", (seconds, code) => {
    expect(computeTotp(secret, seconds * 1000)).toBe(code);
  });

  it("are good for their own step and the ones beside it, and for no other secret", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 4e9 }),
        fc.integer({ min: -1, max: 1 }),
        (at, step) => {
          const code = computeTotp(secret, at * 1000);
          expect(isTotpRight(secret, code, (at + step * 30) * 1000)).toBe(true);
        },
      ),
    );
    expect(isTotpRight(secret, computeTotp(secret, 59_000), 59_000 + 60_000)).toBe(false);
    expect(isTotpRight(secret, computeTotp(secret, 120_000), 59_000)).toBe(false);
    expect(isTotpRight(createTotpSecret(), computeTotp(secret, 59_000), 59_000)).toBe(false);
    expect(isTotpRight(secret, "", 59_000)).toBe(false);
    expect(isTotpRight(secret, "2870821", 59_000)).toBe(false);
  });

  it("carry issuer and account in their address", () => {
    const made = createTotpSecret();
    expect(made).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(formatTotpUri("My School", "a+b@example.org", made));
    expect(uri.protocol).toBe("otpauth:");
    expect(decodeURIComponent(uri.pathname)).toContain("My School:a+b@example.org");
    expect(uri.searchParams.get("secret")).toBe(made);
    expect(uri.searchParams.get("issuer")).toBe("My School");
  });
});
