import { OrgId } from "@byteos/contracts/ids";
import type { Prisma } from "../generated/client.ts";
import type { Tx } from "../transaction.ts";

export interface OrganisationChange {
  readonly name?: string;
  readonly branding?: Prisma.InputJsonObject;
  readonly settings?: Prisma.InputJsonObject;
}

export const organisationRepository = {
  /** The caller becomes its first admin. Throws conflict `database.duplicate` for a slug that is taken. */
  async create(tx: Tx, { name, slug }: { name: string; slug: string }): Promise<OrgId> {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      select app.create_organisation(${name}, ${slug}) as id`;
    return OrgId.parse(row?.id);
  },

  /** Needs the service's rights: nobody sees which organisations exist. */
  async isSlugTaken(tx: Tx, slug: string): Promise<boolean> {
    return (await tx.organisation.count({ where: { slug } })) > 0;
  },

  find(tx: Tx, orgId: string) {
    return tx.organisation.findUnique({ where: { id: orgId } });
  },

  async update(tx: Tx, orgId: string, data: OrganisationChange): Promise<boolean> {
    const { count } = await tx.organisation.updateMany({ where: { id: orgId }, data });
    return count === 1;
  },
};
