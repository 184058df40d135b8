import { longDate, timeOfDay } from "@byteos/ui/logic/dates";
import { CertificateState } from "@byteos/ui/patterns/certificate";
import { CopyButton } from "@byteos/ui/patterns/copy-button";
import type { CertificateView } from "@byteos/usecases/certificate/certificate-view";
import type { ReactNode } from "react";
import { CertificateArticle } from "./certificate-article.tsx";
import { CodeForm } from "./code-form.tsx";
import { PrintButton } from "./print-button.tsx";

function stateInWords(certificate: CertificateView): string {
  const { snapshot, state, expiresAt, revokedAt, checkedAt } = certificate;
  const checked = `Checked ${longDate(checkedAt)}, ${timeOfDay(checkedAt)} UTC, against the register of ${snapshot.organisationName}.`;
  if (state === "revoked" && revokedAt !== null) {
    return `${checked} ${snapshot.organisationName} took it back on ${longDate(revokedAt)}.`;
  }
  if (state === "expired" && expiresAt !== null) {
    return `${checked} It was genuine and ran out on ${longDate(expiresAt)}.`;
  }
  return `${checked} Not revoked.`;
}

/** A genuine certificate: its state, and what it says. */
export function Verification({ certificate }: { certificate: CertificateView }) {
  return (
    <div data-print="sheet">
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
      <footer className="border-line text-muted mt-12 border-t pt-5 text-sm print:mt-6 print:pt-3">
        <p className="max-w-[84ch] text-pretty">
          This page shows what the certificate says and nothing else about the person. If something
          on a copy differs from it, the copy is not genuine: ask{" "}
          {certificate.snapshot.organisationName}.
        </p>
      </footer>
    </div>
  );
}

/** Nothing to show for a code: why, and a field to type it again. */
export function NoVerification({
  title,
  typed,
  children,
}: {
  title: string;
  typed: string;
  children: ReactNode;
}) {
  return (
    <>
      <CertificateState state="unknown" title={title}>
        {children}
      </CertificateState>
      <div className="mt-8">
        <CodeForm typed={typed} />
      </div>
    </>
  );
}
