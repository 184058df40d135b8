import type { Metadata } from "next";
import { IssuedCertificates } from "../../../../features/certificates/components/issued-certificates.tsx";
import { loadIssuedCertificates } from "../../../../features/certificates/loaders.ts";

export const metadata: Metadata = { title: "Certificates" };

export default async function CertificatesPage({
  searchParams,
}: PageProps<"/people/certificates">) {
  return <IssuedCertificates view={await loadIssuedCertificates(await searchParams)} />;
}
