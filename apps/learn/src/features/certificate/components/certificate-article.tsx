import { formatVerificationCode } from "@byteos/contracts/certificate";
import { countInWords } from "@byteos/ui/logic/count-in-words";
import { longDate } from "@byteos/ui/logic/dates";
import { CertificateSheet, ProofList } from "@byteos/ui/patterns/certificate";
import { QrSlot } from "@byteos/ui/patterns/qr-slot";
import type { CertificateView } from "@byteos/usecases/certificate/certificate-view";
import { minutesInWords } from "../../../lib/words.ts";

function groupHash(hash: string): string {
  return hash.match(/.{1,4}/g)?.join(" ") ?? hash;
}

/** The first objectives, as much as a glance takes in. */
function gistOf(objectives: readonly string[]): string {
  return objectives
    .slice(0, 2)
    .map((objective) => objective.replace(/[.;]$/, ""))
    .join(". ")
    .concat(".");
}

/** The certificate and what stands behind it, the same for its holder and for anyone who checks it. */
export function CertificateArticle({ certificate }: { certificate: CertificateView }) {
  const { snapshot, qr } = certificate;
  const facts = [
    { label: "Issued", value: longDate(certificate.issuedAt) },
    {
      label: "Valid until",
      value: certificate.expiresAt === null ? "No end date" : longDate(certificate.expiresAt),
    },
    ...(snapshot.score === null
      ? []
      : [
          {
            label: "Questions right",
            value: `${snapshot.score.correct} of ${snapshot.score.total}`,
          },
        ]),
    { label: "Course version", value: String(snapshot.version) },
  ];
  return (
    <>
      <CertificateSheet
        organisation={snapshot.organisationName}
        logo={<Initial name={snapshot.organisationName} />}
        learner={snapshot.recipientName}
        title={snapshot.title}
        {...(snapshot.objectives.length > 0 ? { description: gistOf(snapshot.objectives) } : {})}
        facts={facts}
        seed={certificate.verificationCode}
        words={{ certify: "This is to certify that", standard: "has completed the course" }}
      />
      <div className="mt-12 grid gap-x-16 gap-y-10 max-md:mt-10 md:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)] print:mt-8 print:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)] print:gap-x-10">
        <section aria-labelledby="stands-for">
          <h2 id="stands-for" className="text-base font-semibold">
            What it stands for
          </h2>
          <p className="text-muted mt-1 mb-5 text-sm text-pretty">
            Every part of the course was read and every question answered
            {snapshot.score === null
              ? "."
              : `; ${snapshot.score.correct} of ${snapshot.score.total} were right without the answer being shown.`}
          </p>
          {snapshot.objectives.length > 0 ? (
            <ProofList items={snapshot.objectives.slice(0, 24).map((title) => ({ title }))} />
          ) : null}
          <div className={snapshot.objectives.length > 0 ? "mt-3" : ""}>
            <ProofList
              items={[
                {
                  title: `Course version ${snapshot.version}${snapshot.estimatedMinutes > 0 ? `, ${minutesInWords(snapshot.estimatedMinutes)}` : ""}`,
                  detail: "The exact content is kept and can be shown to an auditor",
                },
              ]}
            />
          </div>
          {snapshot.objectives.length > 24 ? (
            <p className="text-muted mt-3 text-sm">
              And{" "}
              {countInWords(snapshot.objectives.length - 24, "more objective", "more objectives")}.
            </p>
          ) : null}
        </section>
        <section aria-labelledby="check-it" className="print:break-inside-avoid">
          <h2 id="check-it" className="text-base font-semibold">
            Check it yourself
          </h2>
          <p className="text-muted mt-1 mb-5 text-sm text-pretty">
            The code on any copy must open the page of this certificate, on this address, with this
            name.
          </p>
          <div className="flex items-start gap-5 max-sm:gap-4">
            <QrSlot label="QR code that opens the page where this certificate is checked">
              <svg viewBox={`-2 -2 ${qr.size + 4} ${qr.size + 4}`} shapeRendering="crispEdges">
                <rect x={-2} y={-2} width={qr.size + 4} height={qr.size + 4} fill="#fff" />
                <path d={qr.path} fill="#000" />
              </svg>
            </QrSlot>
            <dl className="grid min-w-0 gap-3">
              <div>
                <dt className="text-muted text-xs">Certificate code</dt>
                <dd className="mt-0.5 font-mono text-sm font-medium break-words">
                  {formatVerificationCode(certificate.verificationCode)}
                </dd>
              </div>
              <div>
                <dt className="text-muted text-xs">Address</dt>
                <dd className="mt-0.5 text-sm font-medium break-words">
                  {new URL("/verify", certificate.verificationUrl).host}/verify
                </dd>
              </div>
            </dl>
          </div>
          <dl className="border-line mt-5 border-t pt-5">
            <dt className="text-muted text-xs">Content hash (SHA-256)</dt>
            <dd className="mt-0.5 font-mono text-xs leading-5 break-words">
              {groupHash(snapshot.contentHash)}
            </dd>
          </dl>
        </section>
      </div>
    </>
  );
}

function Initial({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="rounded-option bg-primary text-on-primary grid size-9 shrink-0 place-items-center text-base font-semibold [print-color-adjust:exact]"
    >
      {Array.from(name.trim())[0]?.toUpperCase()}
    </span>
  );
}
