import { RepositoryRole } from "@byteos/contracts/repository";
import { z } from "zod";
import type { Tx } from "../transaction.ts";

const MemberRow = z.object({
  userId: z.string(),
  fullName: z.string().nullable(),
  email: z.string(),
  role: RepositoryRole,
  addedAt: z.date(),
});
export type RepositoryMemberRow = z.infer<typeof MemberRow>;

export const repositoryMemberRepository = {
  /** Empty for a repository that the person may not read. */
  async list(tx: Tx, repositoryId: string): Promise<RepositoryMemberRow[]> {
    const rows = await tx.$queryRaw<unknown[]>`
      select user_id as "userId", full_name as "fullName", email, role, added_at as "addedAt"
      from app.list_repository_members(${repositoryId}::uuid)`;
    return z.array(MemberRow).parse(rows);
  },

  /** Somebody of the organisation, by their exact address; null where there is nobody. */
  async findColleague(tx: Tx, address: string): Promise<string | null> {
    const [row] = await tx.$queryRaw<{ userId: string | null }[]>`
      select app.find_colleague(${address}) as "userId"`;
    return row?.userId ?? null;
  },

  async set(
    tx: Tx,
    { repositoryId, userId, role }: { repositoryId: string; userId: string; role: RepositoryRole },
  ): Promise<void> {
    await tx.repositoryMember.upsert({
      where: { repositoryId_userId: { repositoryId, userId } },
      create: { repositoryId, userId, role },
      update: { role },
    });
  },

  async remove(
    tx: Tx,
    { repositoryId, userId }: { repositoryId: string; userId: string },
  ): Promise<boolean> {
    const { count } = await tx.repositoryMember.deleteMany({ where: { repositoryId, userId } });
    return count === 1;
  },
};
