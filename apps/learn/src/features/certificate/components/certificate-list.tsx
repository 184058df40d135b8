import { longDate } from "@byteos/ui/logic/dates";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Badge } from "@byteos/ui/primitives/badge";
import { Button } from "@byteos/ui/primitives/button";
import type { CertificateListEntry } from "@byteos/usecases/certificate/list-certificates";
import Award from "lucide-react/icons/award";
import Check from "lucide-react/icons/check";
import ChevronRight from "lucide-react/icons/chevron-right";
import Clock from "lucide-react/icons/clock";
import X from "lucide-react/icons/x";
import Link from "next/link";

const states = {
  valid: { tone: "correct", words: "Valid", Icon: Check },
  expired: { tone: "warning", words: "Expired", Icon: Clock },
  revoked: { tone: "incorrect", words: "Revoked", Icon: X },
} as const;

export function CertificateList({
  certificates,
}: {
  certificates: readonly CertificateListEntry[];
}) {
  return (
    <>
      <PageHeader title="Certificates" />
      {certificates.length === 0 ? (
        <EmptyState
          icon={<Award aria-hidden />}
          title="Finish a course to earn its certificate"
          action={
            <Button asChild>
              <Link href="/catalogue">Open the catalogue</Link>
            </Button>
          }
        >
          A certificate is issued once every part is read and every question answered. Anyone you
          give its code to can check it.
        </EmptyState>
      ) : (
        <ul>
          {certificates.map((certificate, index) => {
            const { tone, words, Icon } = states[certificate.state];
            return (
              <li key={certificate.id} className={index === 0 ? "" : "border-line border-t"}>
                <Link
                  href={`/certificates/${certificate.id}`}
                  className={`group flex flex-wrap items-center gap-x-5 gap-y-2 py-5 ${index === 0 ? "pt-0" : ""}`}
                >
                  <span className="min-w-0 flex-1 basis-64">
                    <span className="block font-serif text-xl font-semibold group-hover:underline">
                      {certificate.title}
                    </span>
                    <span className="text-muted mt-0.5 block text-sm">
                      {certificate.organisationName}, issued {longDate(certificate.issuedAt)}
                      {certificate.expiresAt === null
                        ? ""
                        : `, valid until ${longDate(certificate.expiresAt)}`}
                    </span>
                  </span>
                  <Badge tone={tone}>
                    <Icon aria-hidden />
                    {words}
                  </Badge>
                  <ChevronRight aria-hidden className="text-muted max-md:hidden rtl:-scale-x-100" />
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
