import type { RequestContext } from "@byteos/contracts/request-context";
import { auditRepository } from "@byteos/db/repositories/audit.repository";
import type { Tx } from "@byteos/db/transaction";

export interface AuditEntry {
  /** `noun.verb`, as in `course.publish`. */
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string | null;
  /** Facts about the change: ids, old and new values. Never learner text, mail addresses or secrets. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Only where the actor acts on an organisation it does not yet belong to. */
  readonly orgId?: string;
}

/** Adds to the append-only log within the transaction of the change it speaks of. */
export function recordAudit(tx: Tx, ctx: RequestContext, entry: AuditEntry): Promise<void> {
  const { actor } = ctx;
  return auditRepository.add(tx, {
    orgId: entry.orgId ?? (actor.kind === "member" ? actor.orgId : null),
    actorId: actor.kind === "public" ? null : actor.userId,
    action: entry.action,
    targetType: entry.targetType,
    targetId: entry.targetId,
    details: entry.details ?? {},
    requestId: ctx.requestId,
  });
}
