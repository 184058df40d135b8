import type { CertificateState } from "@byteos/contracts/certificate";
import { shortDate } from "@byteos/ui/logic/dates";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Pagination } from "@byteos/ui/patterns/pagination";
import { Badge } from "@byteos/ui/primitives/badge";
import { Button } from "@byteos/ui/primitives/button";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@byteos/ui/primitives/table";
import { certificatesPerPage } from "@byteos/usecases/certificate/list-issued-certificates";
import Award from "lucide-react/icons/award";
import Download from "lucide-react/icons/download";
import SearchX from "lucide-react/icons/search-x";
import Link from "next/link";
import { certificatesHref } from "../certificates-query.ts";
import type { IssuedCertificatesView } from "../loaders.ts";
import { stateNames } from "../state-words.ts";
import { CertificatesFilter } from "./certificates-filter.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";

const stateTones: Readonly<Record<CertificateState, "correct" | "warning" | "incorrect">> = {
  valid: "correct",
  expired: "warning",
  revoked: "incorrect",
};

function Certificates({ view }: { view: IssuedCertificatesView }) {
  const { list, query, canRevoke, timeZone } = view;
  if (list.certificates.length === 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No certificate matches"
        action={
          <Button asChild>
            <Link href="/people/certificates">Clear filters</Link>
          </Button>
        }
      >
        No certificate in this state has this person or course.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="rounded-card border-line overflow-hidden border">
        <Table>
          <TableHead>
            <TableRow>
              <TableHeaderCell>Person</TableHeaderCell>
              <TableHeaderCell>Course</TableHeaderCell>
              <TableHeaderCell>Issued</TableHeaderCell>
              <TableHeaderCell>Valid until</TableHeaderCell>
              <TableHeaderCell>State</TableHeaderCell>
              {canRevoke && (
                <TableHeaderCell>
                  <span className="sr-only">Revoke</span>
                </TableHeaderCell>
              )}
            </TableRow>
          </TableHead>
          <TableBody>
            {list.certificates.map((row) => (
              <TableRow key={row.id}>
                <TableCell isWide className="font-medium">
                  {row.recipientName}
                </TableCell>
                <TableCell label="Course">
                  <a className="link" href={row.verificationUrl} target="_blank" rel="noreferrer">
                    {row.title}
                  </a>
                </TableCell>
                <TableCell label="Issued">{shortDate(row.issuedAt, timeZone)}</TableCell>
                <TableCell label="Valid until">
                  {row.expiresAt === null ? "No end" : shortDate(row.expiresAt, timeZone)}
                </TableCell>
                <TableCell label="State">
                  <Badge tone={stateTones[row.state]}>{stateNames[row.state]}</Badge>
                </TableCell>
                {canRevoke && (
                  <TableCell className="text-end max-sm:text-start">
                    {row.state === "revoked" ? null : <RevokeDialog certificate={row} />}
                  </TableCell>
                )}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {list.total > certificatesPerPage && (
        <Pagination
          page={list.page}
          pageSize={certificatesPerPage}
          total={list.total}
          hrefFor={(page) => certificatesHref({ ...query, page })}
          link={Link}
          noun="certificates"
          className="mt-4"
        />
      )}
    </>
  );
}

export function IssuedCertificates({ view }: { view: IssuedCertificatesView }) {
  const { counts } = view.list;
  const isEmpty = view.query.q === "" && counts.valid + counts.expired + counts.revoked === 0;
  return (
    <>
      <PageHeader
        title="Certificates"
        description="Issued when a course is finished. Each can be checked by anyone who has its link."
        actions={
          <>
            {isEmpty ? null : (
              <Button asChild variant="ghost">
                <a href="/api/certificates" download>
                  <Download aria-hidden /> Export CSV
                </a>
              </Button>
            )}
            <Button asChild>
              <Link href="/people">People</Link>
            </Button>
          </>
        }
      />
      {isEmpty ? (
        <EmptyState icon={<Award />} title="No certificate yet">
          The first one appears here when somebody finishes a course.
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          <CertificatesFilter query={view.query} counts={counts} />
          <div>
            <Certificates view={view} />
          </div>
        </div>
      )}
    </>
  );
}
