import type { Metadata } from "next";
import { headers } from "next/headers";
import { NoVerification } from "../../../features/certificate/components/verification.tsx";
import { VerifyFrame } from "../../../features/certificate/components/verify-frame.tsx";
import { decodeSegment } from "../../../features/certificate/decode-segment.ts";

// A title of its own: with a status of 404 the page's own metadata is not asked for.
export const metadata: Metadata = {
  title: { absolute: "Certificate not found · ByteOS" },
  robots: { index: false },
};

/** The answer for a code that was not issued here. It is loaded with every certificate, so it looks nothing up. */
export default async function UnknownCodePage() {
  const [path = ""] = ((await headers()).get("x-path") ?? "").split("?");
  const typed = decodeSegment(path.split("/").at(-1) ?? "").slice(0, 60);
  return (
    <VerifyFrame>
      <NoVerification title="No certificate has this code" typed={typed}>
        A code has 20 letters and digits. Compare it with the certificate, letter by letter. If it
        is the same, the certificate was not issued here.
      </NoVerification>
    </VerifyFrame>
  );
}
