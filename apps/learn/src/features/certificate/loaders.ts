import { isAppError } from "@byteos/contracts/errors";
import {
  type CertificateListEntry,
  listCertificates,
} from "@byteos/usecases/certificate/list-certificates";
import {
  loadCertificate,
  type OwnCertificate,
} from "@byteos/usecases/certificate/load-certificate";
import {
  type Verification,
  verifyCertificate,
} from "@byteos/usecases/certificate/verify-certificate";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { env } from "../../env.ts";
import { getPublicContext, requireMember } from "../../lib/session.ts";

export async function loadCertificates(): Promise<CertificateListEntry[]> {
  return listCertificates({ ctx: await requireMember() });
}

export async function loadOwnCertificate(id: string): Promise<OwnCertificate> {
  const ctx = await requireMember();
  const certificateId = z.uuid().safeParse(id);
  if (!certificateId.success) notFound();
  try {
    const input = { certificateId: certificateId.data };
    return await loadCertificate({ ctx, input, learnUrl: env().LEARN_URL });
  } catch (error) {
    if (isAppError(error) && error.kind === "not_found") notFound();
    throw error;
  }
}

/** Counted against the caller's address, so once a request. */
export const loadVerification = cache(async (code: string): Promise<Verification> => {
  const ctx = await getPublicContext();
  return verifyCertificate({ ctx, input: { code: code.slice(0, 200) }, learnUrl: env().LEARN_URL });
});
