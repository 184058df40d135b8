import { expect, it } from "vitest";
import { callerAddress, namedCaller } from "./caller-address.ts";

const keys = { publishableKey: "publishable", secretKey: "secret" };

it("takes the last address, which the caller cannot write", () => {
  const headers = new Headers({ "x-forwarded-for": "203.0.113.9, 198.51.100.7" });
  expect(callerAddress(headers)).toBe("198.51.100.7");
  expect(callerAddress(new Headers({ "x-forwarded-for": "2001:db8::1" }))).toBe("2001:db8::1");
});

it("takes nothing that is not an address", () => {
  expect(callerAddress(new Headers())).toBeNull();
  expect(callerAddress(new Headers({ "x-forwarded-for": "unknown" }))).toBeNull();
});

it("names a caller with the secret key alone, and nobody without an address", () => {
  expect(namedCaller({ ...keys, address: "203.0.113.9" })).toEqual({
    key: "secret",
    headers: { "sb-forwarded-for": "203.0.113.9" },
  });
  expect(namedCaller({ ...keys, address: null })).toEqual({ key: "publishable", headers: {} });
});
