import type { RequestContext } from "@byteos/contracts/request-context";
import { inTransaction, type Tx } from "./transaction.ts";

/** One transaction as somebody with a public link and no account. */
export function asPublic<T>(_ctx: RequestContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction({ role: "byteos_public", "request.jwt.claims": "" }, work);
}
