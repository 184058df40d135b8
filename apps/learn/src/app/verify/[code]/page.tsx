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

function titleOf(result: Awaited<ReturnType<typeof loadVerification>>): string {
  if (result.outcome === "found") {
    const { state, snapshot } = result.certificate;
    return `${stateTitles[state]} certificate: ${snapshot.title}`;
  }
  // Asked for beside the title of the page for unknown codes, so it says the same.
  return result.outcome === "limited" ? "Certificate not checked" : "Certificate not found";
}

export async function generateMetadata({ params }: VerifyCodePageProps): Promise<Metadata> {
  const result = await loadVerification(decodeSegment((await params).code));
  // A certificate is shown to those who were given its code, not to search engines.
  return { title: { absolute: `${titleOf(result)} · ByteOS` }, robots: { index: false } };
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
