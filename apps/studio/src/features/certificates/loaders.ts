import { roleCan } from "@byteos/contracts/role";
import {
  type IssuedCertificate,
  listIssuedCertificates,
} from "@byteos/usecases/certificate/list-issued-certificates";
import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { notFound } from "next/navigation";
import { env } from "../../env.ts";
import { requireMember } from "../../lib/session.ts";

export interface IssuedCertificatesView {
  readonly certificates: readonly IssuedCertificate[];
  readonly canRevoke: boolean;
  readonly timeZone: string;
}

export async function loadIssuedCertificates(): Promise<IssuedCertificatesView> {
  const ctx = await requireMember();
  if (!roleCan(ctx.actor.role, "people.read")) notFound();
  return {
    certificates: await listIssuedCertificates({ ctx, learnUrl: env().LEARN_URL }),
    canRevoke: roleCan(ctx.actor.role, "organisation.configure"),
    timeZone: await timeZoneOfRequest(),
  };
}
