import { roleCan, type OrgRole } from "@byteos/contracts/role";
import { listPeople, type PeoplePage } from "@byteos/usecases/people/list-people";
import { invitableRoles } from "@byteos/usecases/people/role-ceiling";
import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { notFound } from "next/navigation";
import { requireMember } from "../../lib/session.ts";
import { peoplePageSize, PeopleQuery } from "./people-query.ts";

export interface PeopleView {
  readonly query: PeopleQuery;
  readonly people: PeoplePage;
  readonly ownUserId: string;
  readonly timeZone: string;
  /** Roles the reader may invite; none means no invitations. */
  readonly invitable: readonly OrgRole[];
  readonly canSetRoles: boolean;
}

export async function loadPeoplePage(
  params: Record<string, string | string[] | undefined>,
): Promise<PeopleView> {
  const ctx = await requireMember();
  if (!roleCan(ctx.actor.role, "people.read")) notFound();
  const query = PeopleQuery.parse(params);
  const { q: search, role, page } = query;
  return {
    query,
    people: await listPeople({ ctx, input: { search, role, page, pageSize: peoplePageSize } }),
    ownUserId: ctx.actor.userId,
    timeZone: await timeZoneOfRequest(),
    invitable: invitableRoles[ctx.actor.role],
    canSetRoles: roleCan(ctx.actor.role, "people.set-role"),
  };
}
