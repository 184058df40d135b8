import { isIP } from "node:net";

/** The address that the nearest proxy, or our own server, added; a caller cannot write after it. */
export function callerAddress(headers: { get(name: string): string | null }): string | null {
  const nearest = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return isIP(nearest) === 0 ? null : nearest;
}

/**
 * The key and headers with which a server asks Auth for the person behind `address`, so that wrong
 * passwords count against them and not against everyone whom this server signs in.
 */
export function namedCaller({
  address,
  publishableKey,
  secretKey,
}: {
  address: string | null;
  publishableKey: string;
  secretKey: string;
}): { key: string; headers: Record<string, string> } {
  if (address === null) return { key: publishableKey, headers: {} };
  return { key: secretKey, headers: { "sb-forwarded-for": address } };
}
