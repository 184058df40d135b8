import { lookup } from "node:dns/promises";
import { AppError } from "@byteos/contracts/errors";
import ipaddr from "ipaddr.js";

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * True only for addresses of the public internet: loopback, private, link-local, metadata, carrier,
 * multicast, reserved and translated ranges are not, however they are written.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address.split("%")[0] ?? address);
  if (parsed.kind() === "ipv6") {
    const six = ipaddr.IPv6.parse(parsed.toString());
    if (six.isIPv4MappedAddress()) return six.toIPv4Address().range() === "unicast";
    // Deprecated "IPv4-compatible" ::a.b.c.d and site-local fec0::/10 count as unicast in some tables.
    const isEmbedded = six.parts.slice(0, 6).every((part) => part === 0);
    const isSiteLocal = ((six.parts[0] ?? 0) & 0xffc0) === 0xfec0;
    return six.range() === "unicast" && !isEmbedded && !isSiteLocal;
  }
  return parsed.range() === "unicast";
}

/** Every address of a host, or AppError `fetch.unreachable`. */
export async function resolveHost(hostname: string): Promise<ResolvedAddress[]> {
  try {
    const found = await lookup(hostname, { all: true, verbatim: true });
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  } catch (cause) {
    throw new AppError("validation", "fetch.unreachable", "This web address could not be found.", {
      cause,
      suggestion: "Check the spelling of the address.",
    });
  }
}
