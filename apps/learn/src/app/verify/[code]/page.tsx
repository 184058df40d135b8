import type { Metadata } from "next";
import { notFound } from "next/navigation";
import {
  NoVerification,
  Verification,
} from "../../../features/certificate/components/verification.tsx";
import { VerifyFrame } from "../../../features/certificate/components/verify-frame.tsx";
import { decodeSegment } from "../../../features/certificate/decode-segment.ts";
import { loadVerification } from "../../../features/certificate/loaders.ts";

interface VerifyCodePageProps {
  params: Promise<{ code: string }>;
}

const stateTitles = { valid: "Valid", expired: "Expired", revoked: "Revoked" } as const;

export async function generateMetadata({ params }: VerifyCodePageProps): Promise<Metadata> {
  const result = await loadVerification(decodeSegment((await params).code));
  const title =
    result.outcome === "found"
      ? `${stateTitles[result.certificate.state]} certificate: ${result.certificate.snapshot.title} · ByteOS`
      : "Certificate not checked · ByteOS";
  // A certificate is shown to those who were given its code, not to search engines.
  return { title: { absolute: title }, robots: { index: false } };
}

export default async function VerifyCodePage({ params }: VerifyCodePageProps) {
  const typed = decodeSegment((await params).code);
  const result = await loadVerification(typed);
  if (result.outcome === "unknown" || result.outcome === "malformed") notFound();
  return (
    <VerifyFrame>
      {result.outcome === "found" ? (
        <Verification certificate={result.certificate} />
      ) : (
        <NoVerification title="Too many checks" typed={typed.slice(0, 60)}>
          Many codes have been checked from your network in the last minute. Wait a minute, then
          check again.
        </NoVerification>
      )}
    </VerifyFrame>
  );
}
