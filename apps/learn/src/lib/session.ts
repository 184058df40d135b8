import type { MemberContext } from "@byteos/contracts/request-context";
import { createSession } from "@byteos/web/session";
import { redirect } from "next/navigation";
import { env } from "../env.ts";
import { supabaseOfRequest } from "./supabase.ts";

export const session = createSession({ env, supabaseOfRequest });
export const { getRequestContext, getPublicContext } = session;

/** For pages: a visitor is sent to sign in and back, someone without an organisation to choose one. */
export async function requireMember(): Promise<MemberContext> {
  const ctx = await getRequestContext();
  const { actor } = ctx;
  if (actor.kind === "member") return { ...ctx, actor };
  if (actor.kind === "user") redirect("/join");
  return session.redirectToSignIn();
}
