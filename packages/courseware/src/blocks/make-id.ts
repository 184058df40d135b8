import type { BlockId } from "@byteos/contracts/ids";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** 16 random characters (80 bits) from the platform's cryptographic source: for blocks, options, cards. */
export function makeLocalId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => alphabet[byte & 31]).join("");
}

export function makeBlockId(): BlockId {
  // safe because a local id has the form of a block's; parsing it would bring zod to every page with an editor.
  return makeLocalId() as BlockId;
}
