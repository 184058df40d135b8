import { TokenScope } from "@byteos/contracts/repository";
import { z } from "zod";
import type { Tx } from "../transaction.ts";

const DeviceLogin = z.object({
  id: z.string(),
  deviceName: z.string(),
  state: z.enum(["pending", "approved", "denied"]),
  scopes: z.array(TokenScope),
  userId: z.string().nullable(),
  orgId: z.string().nullable(),
  createdAt: z.date(),
  expiresAt: z.date(),
});
export type DeviceLogin = z.infer<typeof DeviceLogin>;

const columns = {
  id: true,
  deviceName: true,
  state: true,
  scopes: true,
  userId: true,
  orgId: true,
  createdAt: true,
  expiresAt: true,
} as const;

/** Command lines that wait for somebody to let them in. Needs the service's rights. */
export const deviceLoginRepository = {
  async add(
    tx: Tx,
    login: {
      readonly deviceCodeHash: string;
      readonly userCode: string;
      readonly deviceName: string;
      readonly scopes: readonly TokenScope[];
      readonly expiresAt: Date;
    },
  ): Promise<void> {
    await tx.deviceLogin.deleteMany({ where: { expiresAt: { lt: new Date() } } });
    const { scopes, ...rest } = login;
    await tx.deviceLogin.create({ data: { ...rest, scopes: [...scopes] }, select: { id: true } });
  },

  /** While somebody may still answer it. */
  async findPending(tx: Tx, userCode: string): Promise<DeviceLogin | null> {
    const row = await tx.deviceLogin.findFirst({
      where: { userCode, state: "pending", expiresAt: { gt: new Date() } },
      select: columns,
    });
    return row === null ? null : DeviceLogin.parse(row);
  },

  /** False when it was answered before, or has run out. */
  async answer(
    tx: Tx,
    id: string,
    answer: { readonly state: "approved" | "denied"; userId: string; orgId: string },
  ): Promise<boolean> {
    const { count } = await tx.deviceLogin.updateMany({
      where: { id, state: "pending", expiresAt: { gt: new Date() } },
      data: answer,
    });
    return count === 1;
  },

  async findByDeviceCode(tx: Tx, deviceCodeHash: string): Promise<DeviceLogin | null> {
    const row = await tx.deviceLogin.findUnique({ where: { deviceCodeHash }, select: columns });
    return row === null ? null : DeviceLogin.parse(row);
  },

  /** Takes an answered login, once. */
  async take(tx: Tx, id: string): Promise<boolean> {
    const { count } = await tx.deviceLogin.deleteMany({ where: { id, state: { not: "pending" } } });
    return count === 1;
  },
};
