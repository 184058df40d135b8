import { createHash } from "node:crypto";

/** A UUID (version 8, RFC 9562) that the same parts always give: a repeated step writes the same rows again. */
export function stableUuid(...parts: readonly string[]): string {
  const digest = createHash("sha256").update(parts.join("\u0000")).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.subarray(0, 16).toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}

export function documentIdOf(importId: string, position: number): string {
  return stableUuid("document", importId, String(position));
}

/** A file name without anything that a path or a header could mislike. */
export function safeFileName(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? "";
  const plain = last
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[-.]+/, "");
  return plain.slice(-100) || "file";
}

export function uploadFolder(orgId: string): string {
  return `${orgId}/imports`;
}

export function pictureFolder(orgId: string, documentId: string): string {
  return `${orgId}/documents/${documentId}`;
}
