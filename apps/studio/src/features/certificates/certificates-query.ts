import { CertificateState } from "@byteos/contracts/certificate";
import { z } from "zod";

/** What the address of the certificates page may say; anything else counts as not said. */
export const CertificatesQuery = z.object({
  q: z.string().max(200).catch("").default(""),
  state: CertificateState.nullable().catch(null).default(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
});
export type CertificatesQuery = z.infer<typeof CertificatesQuery>;

export function certificatesHref({ q, state, page }: CertificatesQuery): string {
  const params = new URLSearchParams();
  if (q !== "") params.set("q", q);
  if (state !== null) params.set("state", state);
  if (page > 1) params.set("page", String(page));
  return params.size === 0 ? "/people/certificates" : `/people/certificates?${params}`;
}
