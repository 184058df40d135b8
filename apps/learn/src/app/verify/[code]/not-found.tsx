import { headers } from "next/headers";
import { Verification } from "../../../features/certificate/components/verification.tsx";
import { VerifyFrame } from "../../../features/certificate/components/verify-frame.tsx";
import { decodeSegment } from "../../../features/certificate/decode-segment.ts";
import { loadVerification } from "../../../features/certificate/loaders.ts";

/** The answer for a code that was not issued here, with status 404 for those who ask by program. */
export default async function UnknownCodePage() {
  const [path = ""] = ((await headers()).get("x-path") ?? "").split("?");
  const typed = decodeSegment(path.split("/").at(-1) ?? "");
  return (
    <VerifyFrame>
      <Verification result={await loadVerification(typed)} typed={typed.slice(0, 60)} />
    </VerifyFrame>
  );
}
