import { shortDate } from "@byteos/ui/logic/dates";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Pagination } from "@byteos/ui/patterns/pagination";
import { Section } from "@byteos/ui/patterns/section";
import { Avatar } from "@byteos/ui/primitives/avatar";
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
import SearchX from "lucide-react/icons/search-x";
import Link from "next/link";
import type { PeopleView } from "../loaders.ts";
import { peopleHref, peoplePageSize } from "../people-query.ts";
import { roleNames } from "../role-words.ts";
import { InvitationActions } from "./invitation-actions.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MemberMenu } from "./member-menu.tsx";
import { PeopleFilter } from "./people-filter.tsx";

function Members({ view }: { view: PeopleView }) {
  const { people, query, canSetRoles, ownUserId, timeZone } = view;
  if (people.members.length === 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="Nobody matches"
        action={
          <Button asChild>
            <Link href="/people">Clear filters</Link>
          </Button>
        }
      >
        No member has this name, address or role.
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
              <TableHeaderCell>Role</TableHeaderCell>
              <TableHeaderCell isNumeric>Courses finished</TableHeaderCell>
              <TableHeaderCell>Last active</TableHeaderCell>
              {canSetRoles && (
                <TableHeaderCell>
                  <span className="sr-only">Change</span>
                </TableHeaderCell>
              )}
            </TableRow>
          </TableHead>
          <TableBody>
            {people.members.map((member) => {
              const name = member.fullName === "" ? member.email : member.fullName;
              return (
                <TableRow key={member.userId} className="relative">
                  <TableCell isWide>
                    <span className="flex min-w-0 items-center gap-3">
                      <Avatar name={name} />
                      <span className="min-w-0">
                        <span className="block truncate font-medium">
                          {name}
                          {member.userId === ownUserId && (
                            <span className="text-muted ms-2 font-normal">You</span>
                          )}
                        </span>
                        <span className="text-muted block truncate text-xs">{member.email}</span>
                      </span>
                    </span>
                  </TableCell>
                  <TableCell label="Role">{roleNames[member.role]}</TableCell>
                  <TableCell label="Courses finished" isNumeric>
                    {member.enrolled === 0
                      ? "None yet"
                      : `${member.completed} of ${member.enrolled}`}
                  </TableCell>
                  <TableCell label="Last active">
                    {member.lastActiveAt === null
                      ? "Not yet"
                      : shortDate(member.lastActiveAt, timeZone)}
                  </TableCell>
                  {canSetRoles && (
                    <TableCell className="w-12 text-end max-sm:absolute max-sm:end-2 max-sm:top-3">
                      <MemberMenu userId={member.userId} name={name} role={member.role} />
                    </TableCell>
                  )}
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </div>
      {people.total > peoplePageSize && (
        <Pagination
          page={query.page}
          pageSize={peoplePageSize}
          total={people.total}
          hrefFor={(page) => peopleHref({ ...query, page })}
          link={Link}
          noun="people"
          className="mt-4"
        />
      )}
    </>
  );
}

function Invitations({ view }: { view: PeopleView }) {
  const { invitations } = view.people;
  if (invitations.length === 0) return null;
  return (
    <Section title="Open invitations" description="They disappear here when somebody joins.">
      <div className="rounded-card border-line overflow-hidden border">
        <Table>
          <TableHead>
            <TableRow>
              <TableHeaderCell>Address</TableHeaderCell>
              <TableHeaderCell>Role</TableHeaderCell>
              <TableHeaderCell>Works until</TableHeaderCell>
              <TableHeaderCell>
                <span className="sr-only">Change</span>
              </TableHeaderCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {invitations.map((invitation) => (
              <TableRow key={invitation.id}>
                <TableCell isWide className="truncate">
                  {invitation.email}
                </TableCell>
                <TableCell label="Role">{roleNames[invitation.role]}</TableCell>
                <TableCell label="Works until">
                  {invitation.isExpired ? (
                    <Badge tone="warning">Ran out</Badge>
                  ) : (
                    shortDate(invitation.expiresAt, view.timeZone)
                  )}
                </TableCell>
                <TableCell isWide>
                  {view.invitable.includes(invitation.role) && (
                    <InvitationActions invitationId={invitation.id} email={invitation.email} />
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Section>
  );
}

export function People({ view }: { view: PeopleView }) {
  return (
    <div className="grid gap-8">
      <PageHeader
        className="mb-0!"
        title="People"
        description="Everyone in your organisation, and those you have invited."
        actions={
          <>
            <Button asChild>
              <Link href="/people/certificates">Certificates</Link>
            </Button>
            {view.invitable.length > 0 && <InviteDialog invitable={view.invitable} />}
          </>
        }
      />
      <div className="grid gap-4">
        <PeopleFilter query={view.query} countByRole={view.people.countByRole} />
        <div>
          <Members view={view} />
        </div>
      </div>
      <Invitations view={view} />
    </div>
  );
}
