/** A name as the lower-case part of an address: 1 to 63 letters, digits and single hyphens. */
export function makeSlug(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 63)
    .replaceAll(/^-+|-+$/g, "");
  return slug === "" ? "organisation" : slug;
}
