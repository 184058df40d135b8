import type { MemberContext, RequestContext } from "@byteos/contracts/request-context";

/** What every use case takes: who asks, and input that it parses itself. */
export interface UseCase<I = unknown, C extends RequestContext = MemberContext> {
  readonly ctx: C;
  readonly input: I;
}
