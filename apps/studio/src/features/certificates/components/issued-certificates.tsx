"use client";

import type { CertificateState } from "@byteos/contracts/certificate";
import type { DataColumn } from "@byteos/ui/logic/data-table";
import { shortDate } from "@byteos/ui/logic/dates";
import { DataTable } from "@byteos/ui/patterns/data-table";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Badge } from "@byteos/ui/primitives/badge";
import { Button } from "@byteos/ui/primitives/button";
import type { IssuedCertificate } from "@byteos/usecases/certificate/list-issued-certificates";
import Award from "lucide-react/icons/award";
import Link from "next/link";
import type { IssuedCertificatesView } from "../loaders.ts";
import { RevokeDialog } from "./revoke-dialog.tsx";

const stateNames: Readonly<Record<CertificateState, string>> = {
  valid: "Valid",
  expired: "Expired",
  revoked: "Revoked",
};
const stateTones = { valid: "correct", expired: "warning", revoked: "incorrect" } as const;

function columnsFor({
  canRevoke,
  timeZone,
}: IssuedCertificatesView): DataColumn<IssuedCertificate>[] {
  return [
    { id: "person", header: "Person", value: (row) => row.recipientName, isWide: true },
    {
      id: "course",
      header: "Course",
      value: (row) => row.title,
      cell: (row) => (
        <a className="link" href={row.verificationUrl} target="_blank" rel="noreferrer">
          {row.title}
        </a>
      ),
    },
    {
      id: "issued",
      header: "Issued",
      value: (row) => row.issuedAt.toISOString(),
      cell: (row) => shortDate(row.issuedAt, timeZone),
      isSearched: false,
    },
    {
      id: "expires",
      header: "Valid until",
      value: (row) => row.expiresAt?.toISOString() ?? "",
      cell: (row) => (row.expiresAt === null ? "No end" : shortDate(row.expiresAt, timeZone)),
      isSearched: false,
    },
    {
      id: "state",
      header: "State",
      value: (row) => stateNames[row.state],
      cell: (row) => <Badge tone={stateTones[row.state]}>{stateNames[row.state]}</Badge>,
    },
    ...(canRevoke
      ? [
          {
            id: "revoke",
            header: "Revoke",
            value: () => "",
            cell: (row) => (row.state === "revoked" ? null : <RevokeDialog certificate={row} />),
            isSortable: false,
            isSearched: false,
            isExported: false,
            isHeaderHidden: true,
          } satisfies DataColumn<IssuedCertificate>,
        ]
      : []),
  ];
}

export function IssuedCertificates({ view }: { view: IssuedCertificatesView }) {
  return (
    <>
      <PageHeader
        title="Certificates"
        description="Issued when a course is finished. Each can be checked by anyone who has its link."
        actions={
          <Button asChild>
            <Link href="/people">People</Link>
          </Button>
        }
      />
      {view.certificates.length === 0 ? (
        <EmptyState icon={<Award />} title="No certificate yet">
          The first one appears here when somebody finishes a course.
        </EmptyState>
      ) : (
        <DataTable
          label="Certificates"
          rows={[...view.certificates]}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.title}, ${row.recipientName}`}
          searchLabel="Search certificates"
          csvName="certificates"
          columns={columnsFor(view)}
          filters={[
            {
              id: "state",
              label: "State",
              options: Object.entries(stateNames).map(([value, label]) => ({ value, label })),
              matches: (row, value) => row.state === value,
            },
          ]}
        />
      )}
    </>
  );
}
