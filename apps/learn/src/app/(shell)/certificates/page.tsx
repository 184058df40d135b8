import type { Metadata } from "next";
import { CertificateList } from "../../../features/certificate/components/certificate-list.tsx";
import { loadCertificates } from "../../../features/certificate/loaders.ts";

export const metadata: Metadata = { title: "Certificates" };

export default async function CertificatesPage() {
  return <CertificateList certificates={await loadCertificates()} />;
}
