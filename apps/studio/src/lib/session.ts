import type { MemberContext } from "@byteos/contracts/request-context";
import { roleCan } from "@byteos/contracts/role";
import { createSession } from "@byteos/web/session";
import { redirect } from "next/navigation";
import { env } from "../env.ts";
import { supabaseOfRequest } from "./supabase.ts";

export const session = createSession({ env, supabaseOfRequest });
export const { getRequestContext } = session;

/** For pages: a visitor signs in first, someone without an organisation makes or joins one, a learner goes to Learn. */
export async function requireMember(): Promise<MemberContext> {
  const ctx = await getRequestContext();
  const { actor } = ctx;
  if (actor.kind === "public") return session.redirectToSignIn();
  if (actor.kind === "user") redirect("/welcome");
  if (!roleCan(actor.role, "studio.open")) redirect("/learners");
  return { ...ctx, actor };
}
