import { BrandMark } from "../patterns/brand-mark.tsx";
import { CertificateSheet, CertificateState, ProofList } from "../patterns/certificate.tsx";
import { CopyButton } from "../patterns/copy-button.tsx";
import { QrSlot } from "../patterns/qr-slot.tsx";
import { Show } from "./showcase-parts.tsx";

export function Certificates() {
  return (
    <Show title="Certificates and their check" span="full">
      <CertificateState
        state="valid"
        actions={
          <CopyButton text="https://learn.example/verify/K7QM-4D2X-9HPA" label="Copy link" />
        }
      >
        Checked against the register of the organisation. Not revoked, not replaced.
      </CertificateState>
      <CertificateState state="expired">
        It was valid until 3 November 2025. The skill is due for renewal.
      </CertificateState>
      <CertificateState state="revoked">Withdrawn by the organisation on 4 March.</CertificateState>
      <CertificateSheet
        organisation="Demo organisation"
        logo={<BrandMark />}
        learner="Demo Learner"
        title="Version control with Git"
        description="Can record changes, read a history, and bring the work of two people together without losing any."
        seed="K7QM-4D2X-9HPA"
        facts={[
          { label: "Issued", value: "4 November 2026" },
          { label: "Valid until", value: "3 November 2028" },
          { label: "Assessment", value: "17 of 18" },
        ]}
      />
      <div className="grid gap-10 sm:grid-cols-2">
        <ProofList
          items={[
            { title: "Final assessment", detail: "2 November 2026" },
            {
              title: "Course version 5, 6 h 20 min",
              detail: "The exact content is kept and can be shown to an auditor",
            },
          ]}
        />
        <div className="flex gap-5">
          <QrSlot label="Place of the code that opens the certificate">
            <svg viewBox="0 0 8 8" shapeRendering="crispEdges">
              <path d="M0 0h3v3h-3zM5 0h3v3h-3zM0 5h3v3h-3zM4 4h1v1h-1zM6 4h2v1h-2zM4 6h1v2h-1zM6 6h1v1h-1zM7 7h1v1h-1z" />
            </svg>
          </QrSlot>
          <dl className="grid content-start gap-3">
            <div>
              <dt className="text-muted text-xs">Certificate code</dt>
              <dd className="font-mono text-base font-semibold">K7QM-4D2X-9HPA</dd>
            </div>
          </dl>
        </div>
      </div>
    </Show>
  );
}
