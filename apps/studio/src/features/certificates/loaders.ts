import type { MemberContext } from "@byteos/contracts/request-context";
import { roleCan } from "@byteos/contracts/role";
import { exportIssuedCertificates } from "@byteos/usecases/certificate/export-issued-certificates";
import {
  type IssuedCertificates,
  listIssuedCertificates,
} from "@byteos/usecases/certificate/list-issued-certificates";
import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { notFound } from "next/navigation";
import { env } from "../../env.ts";
import { csvResponse } from "../../lib/csv-response.ts";
import { requireMember } from "../../lib/session.ts";
import { CertificatesQuery } from "./certificates-query.ts";

export interface IssuedCertificatesView {
  readonly query: CertificatesQuery;
  readonly list: IssuedCertificates;
  readonly canRevoke: boolean;
  readonly timeZone: string;
}

export async function loadIssuedCertificates(
  params: Record<string, string | string[] | undefined>,
): Promise<IssuedCertificatesView> {
  const ctx = await requireMember();
  if (!roleCan(ctx.actor.role, "people.read")) notFound();
  const query = CertificatesQuery.parse(params);
  const { q: search, state, page } = query;
  const learnUrl = env().LEARN_URL;
  return {
    query,
    list: await listIssuedCertificates({ ctx, input: { search, state, page }, learnUrl }),
    canRevoke: roleCan(ctx.actor.role, "organisation.configure"),
    timeZone: await timeZoneOfRequest(),
  };
}

/** All of them as a file. */
export async function loadCertificatesCsv({ ctx }: { ctx: MemberContext }): Promise<Response> {
  return csvResponse(await exportIssuedCertificates({ ctx, learnUrl: env().LEARN_URL }));
}
