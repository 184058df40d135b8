"use server";

import { revokeCertificate } from "@byteos/usecases/certificate/revoke-certificate";
import { revalidatePath } from "next/cache";
import { type ActionResult, runMemberAction } from "../../lib/member-action.ts";

export async function revokeCertificateAction(input: unknown): Promise<ActionResult<void>> {
  const result = await runMemberAction("certificate.revoke", (ctx) =>
    revokeCertificate({ ctx, input }),
  );
  revalidatePath("/people/certificates");
  return result;
}
