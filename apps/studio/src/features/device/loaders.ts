import { isAppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { loadAccount } from "@byteos/usecases/session/load-account";
import { findDeviceLogin, type DeviceLoginPage } from "@byteos/usecases/token/device-login";
import { redirect } from "next/navigation";
import { getRequestContext, session } from "../../lib/session.ts";

export type DeviceView =
  | { readonly kind: "ask" }
  | { readonly kind: "unknown" }
  | { readonly kind: "too-often" }
  | {
      readonly kind: "answer";
      readonly login: DeviceLoginPage;
      readonly email: string;
      readonly organisationName: string;
    };

/** Learners too may let a program in: the page is for every member. */
async function requireAnyMember(): Promise<MemberContext> {
  const ctx = await getRequestContext();
  const { actor } = ctx;
  if (actor.kind === "public") return session.redirectToSignIn();
  if (actor.kind === "user") redirect("/welcome");
  return { ...ctx, actor };
}

/** What waits behind a code, for somebody who is signed in. */
export async function loadDevicePage(userCode: string | undefined): Promise<DeviceView> {
  const ctx = await requireAnyMember();
  if (userCode === undefined || userCode === "") return { kind: "ask" };
  try {
    const login = await findDeviceLogin({ ctx, input: { userCode: userCode.slice(0, 40) } });
    if (login === null) return { kind: "unknown" };
    const { organisationName, email } = await loadAccount({ ctx });
    return { kind: "answer", login, email, organisationName };
  } catch (error) {
    if (isAppError(error) && error.kind === "limit") return { kind: "too-often" };
    throw error;
  }
}
