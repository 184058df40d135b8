import { loadInvitation } from "@byteos/usecases/people/load-invitation";
import { redirect } from "next/navigation";
import { env } from "../../env.ts";
import { getPublicContext, getRequestContext } from "../../lib/session.ts";

/** Someone who is signed in has no business with a form to sign in. */
export async function redirectSignedIn(next: string): Promise<void> {
  const { actor } = await getRequestContext();
  if (actor.kind !== "public") redirect(next);
}

export interface InvitationPage {
  readonly invitation: Awaited<ReturnType<typeof loadInvitation>>;
  /** The address of whoever is signed in. */
  readonly signedInAs: string | null;
}

export async function loadInvitationPage(token: string): Promise<InvitationPage> {
  const invitation = await loadInvitation({ ctx: await getPublicContext(), input: { token } });
  const { actor } = await getRequestContext();
  return { invitation, signedInAs: actor.kind === "public" ? null : actor.email };
}

export interface JoinPage {
  readonly email: string;
  readonly studioUrl: string;
}

/** For someone who belongs to no organisation yet; anyone else is sent where they belong. */
export async function loadJoinPage(): Promise<JoinPage> {
  const { actor } = await getRequestContext();
  if (actor.kind === "public") redirect("/sign-in?next=/join");
  if (actor.kind === "member") redirect("/");
  return { email: actor.email, studioUrl: env().STUDIO_URL };
}

/** Anyone with a session, with or without an organisation. */
export async function requireSignedIn(otherwise: string): Promise<{ readonly email: string }> {
  const { actor } = await getRequestContext();
  if (actor.kind === "public") redirect(otherwise);
  return { email: actor.email };
}
