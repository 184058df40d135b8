import type { OrgId, UserId } from "./ids.ts";
import type { OrgRole } from "./role.ts";

/** Someone signed in, acting within one of their organisations. */
export interface MemberActor {
  readonly kind: "member";
  readonly userId: UserId;
  readonly email: string;
  readonly orgId: OrgId;
  readonly role: OrgRole;
}

/** Someone signed in who has not yet joined or created an organisation. */
export interface UserActor {
  readonly kind: "user";
  readonly userId: UserId;
  readonly email: string;
}

/** Someone with a public link and no account. */
export interface PublicActor {
  readonly kind: "public";
}

export type Actor = MemberActor | UserActor | PublicActor;

/** What every use case is called with beside its input. */
export interface RequestContext<A extends Actor = Actor> {
  readonly requestId: string;
  readonly actor: A;
  /** Address of the caller for rate limits; never stored with learner data. */
  readonly clientAddress?: string;
}

export type MemberContext = RequestContext<MemberActor>;
