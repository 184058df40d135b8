import { AppError } from "@byteos/contracts/errors";
import type { ModuleContent } from "@byteos/contracts/module-content";
import { jsonInput } from "../json-input.ts";
import type { Tx } from "../transaction.ts";
import type { CourseRef } from "./course.repository.ts";

export interface ModuleRef extends CourseRef {
  readonly moduleId: string;
}

export interface ModuleOutlineRow {
  readonly id: string;
  readonly title: string;
  readonly orderIndex: number;
  readonly revision: number;
  readonly blockCount: number;
}

const inCourse = ({ orgId, courseId }: CourseRef) => ({ courseId, course: { orgId } });

export const moduleRepository = {
  /** The modules of a course in order, without their content. */
  async listOutline(tx: Tx, { orgId, courseId }: CourseRef): Promise<ModuleOutlineRow[]> {
    return tx.$queryRaw<ModuleOutlineRow[]>`
      select m.id, m.title, m.order_index as "orderIndex", m.revision,
        coalesce(jsonb_array_length(m.content -> 'blocks'), 0)::int as "blockCount"
      from modules m join courses c on c.id = m.course_id
      where m.course_id = ${courseId}::uuid and c.org_id = ${orgId}::uuid and m.deleted_at is null
      order by m.order_index`;
  },

  async listWithContent(tx: Tx, ref: CourseRef) {
    return tx.module.findMany({
      where: { ...inCourse(ref), deletedAt: null },
      select: { id: true, title: true, content: true, revision: true, orderIndex: true },
      orderBy: { orderIndex: "asc" },
    });
  },

  async find(tx: Tx, ref: ModuleRef) {
    return tx.module.findFirst({
      where: { id: ref.moduleId, ...inCourse(ref), deletedAt: null },
      include: { updatedByProfile: { select: { fullName: true } } },
    });
  },

  async get(tx: Tx, ref: ModuleRef) {
    const found = await moduleRepository.find(tx, ref);
    if (found === null) {
      throw new AppError(
        "not_found",
        "module.not-found",
        "This module does not exist, or it was deleted.",
      );
    }
    return found;
  },

  /** Writes only over the revision that was seen. False: somebody was faster, or the module is gone. */
  async saveContent(
    tx: Tx,
    ref: ModuleRef,
    change: { revision: number; content: ModuleContent; updatedBy: string },
  ): Promise<boolean> {
    const { count } = await tx.module.updateMany({
      where: { id: ref.moduleId, ...inCourse(ref), deletedAt: null, revision: change.revision },
      data: {
        content: jsonInput(change.content),
        updatedBy: change.updatedBy,
        updatedAt: new Date(),
        revision: { increment: 1 },
      },
    });
    return count === 1;
  },

  async rename(tx: Tx, ref: ModuleRef, title: string): Promise<boolean> {
    const { count } = await tx.module.updateMany({
      where: { id: ref.moduleId, ...inCourse(ref), deletedAt: null },
      data: { title, updatedAt: new Date() },
    });
    return count === 1;
  },

  async create(
    tx: Tx,
    module: {
      id?: string;
      courseId: string;
      title: string;
      orderIndex: number;
      updatedBy: string | null;
      content: ModuleContent;
    },
  ): Promise<string> {
    const { id } = await tx.module.create({
      data: { ...module, content: jsonInput(module.content) },
      select: { id: true },
    });
    return id;
  },

  /** Gives the modules the places of this list; the constraint on places is checked at the end of the transaction. */
  async setOrder(tx: Tx, courseId: string, moduleIds: readonly string[]): Promise<void> {
    await tx.$executeRaw`
      update modules m set order_index = places.place - 1
      from unnest(${[...moduleIds]}::uuid[]) with ordinality as places (id, place)
      where m.id = places.id and m.course_id = ${courseId}::uuid and m.order_index <> places.place - 1`;
  },

  async markDeleted(tx: Tx, ref: ModuleRef): Promise<boolean> {
    const deleted = await tx.$executeRaw`
      update modules m set deleted_at = now(),
        order_index = least(0, (select min(order_index) from modules o where o.course_id = m.course_id)) - 1
      where m.id = ${ref.moduleId}::uuid and m.course_id = ${ref.courseId}::uuid and m.deleted_at is null
        and exists (select 1 from courses c where c.id = m.course_id and c.org_id = ${ref.orgId}::uuid)`;
    return deleted === 1;
  },

  /** Gives a deleted module back at the end; `setOrder` then puts it in its place. */
  async unmarkDeleted(tx: Tx, ref: ModuleRef): Promise<boolean> {
    const restored = await tx.$executeRaw`
      update modules m set deleted_at = null,
        order_index = greatest(-1, (select max(order_index) from modules o where o.course_id = m.course_id)) + 1
      where m.id = ${ref.moduleId}::uuid and m.course_id = ${ref.courseId}::uuid and m.deleted_at is not null
        and exists (select 1 from courses c where c.id = m.course_id and c.org_id = ${ref.orgId}::uuid)`;
    return restored === 1;
  },
};
