import { OwnCertificate } from "../../../../features/certificate/components/own-certificate.tsx";
import { loadOwnCertificate } from "../../../../features/certificate/loaders.ts";

export default async function CertificatePage({ params }: { params: Promise<{ id: string }> }) {
  const certificate = await loadOwnCertificate((await params).id);
  return (
    <>
      <title>{`Certificate: ${certificate.snapshot.title} · ByteOS Learn`}</title>
      <OwnCertificate certificate={certificate} />
    </>
  );
}
