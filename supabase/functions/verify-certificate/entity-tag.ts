/** A strong validator of the text: its SHA-256, quoted as HTTP wants it. */
export async function entityTag(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `"${hex.join("").slice(0, 32)}"`;
}

/** Whether an `If-None-Match` header names the tag; weak comparison, as RFC 9110 asks of it. */
export function isSameEntity(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const tags = header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(etag);
}
