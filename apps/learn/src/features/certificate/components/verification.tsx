import { CertificateState } from "@byteos/ui/patterns/certificate";
import { CopyButton } from "@byteos/ui/patterns/copy-button";
import type { CertificateView } from "@byteos/usecases/certificate/certificate-view";
import type { Verification as VerificationView } from "@byteos/usecases/certificate/verify-certificate";
import { longDate } from "../../../lib/words.ts";
import { CertificateArticle } from "./certificate-article.tsx";
import { CodeForm } from "./code-form.tsx";
import { PrintButton } from "./print-button.tsx";

function checkedAt(date: Date): string {
  const time = date.toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  });
  return `${longDate(date)}, ${time} UTC`;
}

function stateInWords(certificate: CertificateView): string {
  const { snapshot, state, expiresAt, revokedAt } = certificate;
  const checked = `Checked ${checkedAt(certificate.checkedAt)}, against the register of ${snapshot.organisationName}.`;
  if (state === "revoked" && revokedAt !== null) {
    return `${checked} ${snapshot.organisationName} took it back on ${longDate(revokedAt)}.`;
  }
  if (state === "expired" && expiresAt !== null) {
    return `${checked} It was genuine and ran out on ${longDate(expiresAt)}.`;
  }
  return `${checked} Not revoked.`;
}

/** The answer to "is this certificate genuine", and what it says. */
export function Verification({ result, typed }: { result: VerificationView; typed: string }) {
  if (result.outcome === "found") {
    const { certificate } = result;
    return (
      <>
        <CertificateState
          state={certificate.state}
          actions={
            <>
              <PrintButton />
              <CopyButton text={certificate.verificationUrl} label="Copy link" />
            </>
          }
        >
          {stateInWords(certificate)}
        </CertificateState>
        <div className="mt-6 max-md:mt-4">
          <CertificateArticle certificate={certificate} />
        </div>
        <footer className="border-line text-muted mt-12 border-t pt-5 text-sm">
          <p className="max-w-[84ch] text-pretty">
            This page shows what the certificate says and nothing else about the person. If
            something on a copy differs from it, the copy is not genuine: ask{" "}
            {certificate.snapshot.organisationName}.
          </p>
        </footer>
      </>
    );
  }
  return (
    <>
      {result.outcome === "limited" ? (
        <CertificateState state="unknown" title="Too many checks">
          Many codes have been checked from your network in the last minute. Wait a minute, then
          check again.
        </CertificateState>
      ) : result.outcome === "malformed" ? (
        <CertificateState state="unknown" title="That is not a certificate code">
          A code has 20 letters and digits. Compare it with the certificate, letter by letter.
        </CertificateState>
      ) : (
        <CertificateState state="unknown" title="No certificate has this code">
          Compare the code with the certificate, letter by letter. If it is the same, the
          certificate was not issued here.
        </CertificateState>
      )}
      <div className="mt-8">
        <CodeForm typed={typed} />
      </div>
    </>
  );
}
