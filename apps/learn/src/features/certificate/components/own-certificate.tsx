import { longDate } from "@byteos/ui/logic/dates";
import { CopyButton } from "@byteos/ui/patterns/copy-button";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Button } from "@byteos/ui/primitives/button";
import type { OwnCertificate as OwnCertificateView } from "@byteos/usecases/certificate/load-certificate";
import Download from "lucide-react/icons/download";
import Link from "next/link";
import { CertificateArticle } from "./certificate-article.tsx";
import { PrintButton } from "./print-button.tsx";

/** A certificate as its holder sees it: to keep, to print and to share. */
export function OwnCertificate({ certificate }: { certificate: OwnCertificateView }) {
  const { state, expiresAt, revokedAt } = certificate;
  return (
    <>
      <div data-print="hide">
        <PageHeader
          kicker={
            <Link href="/certificates" className="hover:text-fg hover:underline">
              Certificates
            </Link>
          }
          title={certificate.snapshot.title}
          description={
            state === "revoked" && revokedAt !== null
              ? `Taken back by ${certificate.snapshot.organisationName} on ${longDate(revokedAt)}.`
              : state === "expired" && expiresAt !== null
                ? `Ran out on ${longDate(expiresAt)}.`
                : "Anyone with the link or the code can check it, without an account."
          }
          actions={
            <div className="flex flex-wrap gap-2">
              <Button asChild variant="primary" className="icon-16">
                <a href={`/certificates/${certificate.id}/pdf`} download>
                  <Download aria-hidden />
                  Download PDF
                </a>
              </Button>
              <CopyButton text={certificate.verificationUrl} label="Copy link" />
              <PrintButton />
            </div>
          }
        />
      </div>
      <div data-print="sheet">
        <CertificateArticle certificate={certificate} />
      </div>
    </>
  );
}
