import { AppError } from "@byteos/contracts/errors";
import { Prisma } from "../generated/client.ts";
import { jsonInput } from "../json-input.ts";
import type { Tx } from "../transaction.ts";

export interface ImportRef {
  readonly orgId: string;
  readonly importId: string;
}

export const importStatuses = [
  "queued",
  "running",
  "review",
  "building",
  "done",
  "failed",
  "cancelled",
] as const;
export type ImportStatus = (typeof importStatuses)[number];

export interface ClaimedImport {
  readonly id: string;
  readonly orgId: string;
  readonly createdBy: string | null;
  readonly inputs: unknown;
  readonly outline: unknown;
  /** How often a worker has begun this step, this time included. */
  readonly attempt: number;
}

/** A worker that has not spoken for this long is gone; a living one speaks every two seconds. */
export const staleAfterSecs = 10;

const unclaimed = Prisma.sql`(heartbeat_at is null or heartbeat_at < now() - make_interval(secs => ${staleAfterSecs}::int))`;

export const importRepository = {
  async create(
    tx: Tx,
    input: { orgId: string; createdBy: string; inputs: object; progress: object },
  ): Promise<string> {
    const { id } = await tx.import.create({
      data: {
        orgId: input.orgId,
        createdBy: input.createdBy,
        inputs: jsonInput(input.inputs),
        progress: jsonInput(input.progress),
      },
      select: { id: true },
    });
    return id;
  },

  async get(tx: Tx, { orgId, importId }: ImportRef) {
    const found = await tx.import.findFirst({
      where: { id: importId, orgId },
      include: {
        importDocuments: {
          orderBy: { position: "asc" },
          select: {
            document: {
              select: {
                id: true,
                title: true,
                fileName: true,
                format: true,
                pageCount: true,
                wordCount: true,
              },
            },
          },
        },
      },
    });
    if (found === null) {
      throw new AppError(
        "not_found",
        "import.not-found",
        "This import does not exist, or it was removed.",
      );
    }
    return found;
  },

  /** Imports that still want something from their creator, newest first. */
  async listOpen(tx: Tx, { orgId, createdBy }: { orgId: string; createdBy: string }) {
    return tx.import.findMany({
      where: {
        orgId,
        createdBy,
        status: { in: ["queued", "running", "review", "building", "failed"] },
      },
      select: {
        id: true,
        status: true,
        inputs: true,
        progress: true,
        error: true,
        createdAt: true,
      },
      orderBy: { createdAt: "desc" },
      take: 20,
    });
  },

  /** False when somebody else saved first, or the import is not up for review. */
  async saveOutline(
    tx: Tx,
    { orgId, importId }: ImportRef,
    change: { revision: number; outline: object },
  ): Promise<boolean> {
    const { count } = await tx.import.updateMany({
      where: { id: importId, orgId, status: "review", outlineRevision: change.revision },
      data: {
        outline: jsonInput(change.outline),
        outlineRevision: change.revision + 1,
        updatedAt: new Date(),
      },
    });
    return count === 1;
  },

  /** Moves an import from one of the given states; false when it is in another. */
  async move(
    tx: Tx,
    { orgId, importId }: ImportRef,
    from: readonly ImportStatus[],
    to: ImportStatus,
    progress: object = {},
  ): Promise<boolean> {
    const { count } = await tx.import.updateMany({
      where: { id: importId, orgId, status: { in: [...from] }, cancelRequestedAt: null },
      data: {
        status: to,
        progress: jsonInput(progress),
        error: Prisma.DbNull,
        updatedAt: new Date(),
      },
    });
    return count === 1;
  },

  /** Asks for an end. What no worker holds ends at once; the status afterwards. */
  async requestCancel(tx: Tx, { orgId, importId }: ImportRef): Promise<ImportStatus | null> {
    const rows = await tx.$queryRaw<{ status: ImportStatus }[]>`
      update imports set cancel_requested_at = coalesce(cancel_requested_at, now()), updated_at = now(),
        status = case when status in ('queued', 'review', 'failed') then 'cancelled' else status end
      where id = ${importId}::uuid and org_id = ${orgId}::uuid and status not in ('done', 'cancelled')
      returning status`;
    return rows[0]?.status ?? null;
  },

  /** Takes an import for this worker unless another one holds it. Needs the service's rights, as all below do. */
  async claim(
    tx: Tx,
    importId: string,
    step: "running" | "building",
  ): Promise<ClaimedImport | null> {
    const from =
      step === "running"
        ? Prisma.sql`status in ('queued', 'running')`
        : Prisma.sql`status = 'building'`;
    const rows = await tx.$queryRaw<ClaimedImport[]>`
      update imports set status = ${step}, heartbeat_at = now(), updated_at = now(),
        progress = jsonb_build_object('step', 'starting', 'done', 0, 'total', 1,
          'attempt', coalesce((progress ->> 'attempt')::int, 0) + 1)
      where id = ${importId}::uuid and cancel_requested_at is null and ${from} and ${unclaimed}
      returning id, org_id as "orgId", created_by as "createdBy", inputs, outline, (progress ->> 'attempt')::int as attempt`;
    return rows[0] ?? null;
  },

  /** Says that the worker lives and what it does. False when the import was cancelled or taken away. */
  async beat(
    tx: Tx,
    importId: string,
    step: "running" | "building",
    progress: object,
  ): Promise<boolean> {
    const rows = await tx.$queryRaw<{ goes_on: boolean }[]>`
      update imports set heartbeat_at = now(), progress = ${JSON.stringify(progress)}::jsonb
      where id = ${importId}::uuid and status = ${step}
      returning cancel_requested_at is null as goes_on`;
    return rows[0]?.goes_on ?? false;
  },

  /** Ends a worker's hold. False when the import was cancelled meanwhile: then nothing may be kept. */
  async settle(
    tx: Tx,
    importId: string,
    from: "running" | "building",
    change: {
      status: ImportStatus;
      progress: object;
      outline?: object;
      error?: object;
      courseId?: string;
    },
  ): Promise<boolean> {
    const { count } = await tx.import.updateMany({
      where: { id: importId, status: from, cancelRequestedAt: null },
      data: {
        status: change.status,
        progress: jsonInput(change.progress),
        heartbeatAt: null,
        updatedAt: new Date(),
        error: change.error === undefined ? Prisma.DbNull : jsonInput(change.error),
        ...(change.outline === undefined
          ? {}
          : { outline: jsonInput(change.outline), outlineRevision: { increment: 1 } }),
        ...(change.courseId === undefined ? {} : { courseId: change.courseId }),
      },
    });
    return count === 1;
  },

  /** Lets go of an import that this worker cannot finish now, so that the next one takes it at once. */
  async release(tx: Tx, importId: string): Promise<void> {
    await tx.$executeRaw`
      update imports set heartbeat_at = null,
        status = case status when 'running' then 'queued' else status end,
        progress = jsonb_set(progress, '{attempt}', to_jsonb(greatest(coalesce((progress ->> 'attempt')::int, 1) - 1, 0)))
      where id = ${importId}::uuid and status in ('running', 'building')`;
  },

  async markCancelled(tx: Tx, importId: string): Promise<void> {
    await tx.import.updateMany({
      where: {
        id: importId,
        cancelRequestedAt: { not: null },
        status: { in: ["queued", "running", "building", "review", "failed"] },
      },
      data: { status: "cancelled", heartbeatAt: null, updatedAt: new Date() },
    });
  },

  async findForCleaning(tx: Tx, importId: string) {
    return tx.import.findFirst({
      where: { id: importId, status: "cancelled" },
      select: {
        id: true,
        orgId: true,
        inputs: true,
        importDocuments: { select: { documentId: true } },
      },
    });
  },

  /** Imports that wait for a worker although no living one holds them. */
  async listUnheld(tx: Tx): Promise<{ id: string; status: ImportStatus; isCancelled: boolean }[]> {
    return tx.$queryRaw`
      select id, status, cancel_requested_at is not null as "isCancelled" from imports
      where status in ('queued', 'running', 'building') and ${unclaimed} order by created_at limit 100`;
  },
};
