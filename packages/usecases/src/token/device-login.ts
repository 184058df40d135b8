import { createHash, randomBytes, randomInt } from "node:crypto";
import { AppError } from "@byteos/contracts/errors";
import { tokenScopes, type TokenScope } from "@byteos/contracts/repository";
import type { RequestContext } from "@byteos/contracts/request-context";
import { asService, elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { accessTokenRepository } from "@byteos/db/repositories/access-token.repository";
import { deviceLoginRepository } from "@byteos/db/repositories/device-login.repository";
import { rateLimitRepository } from "@byteos/db/repositories/rate-limit.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { expiryAfterDays, makeAccessToken } from "./access-token.ts";

/** Without vowels, so that no words come out, and without what looks alike. */
const letters = "BCDFGHJKLMNPQRSTVWXZ";
const codeLength = 8;
const lifetimeSecs = 900;
const pollSecs = 5;
const tokenDays = 90;
const startsPerHour = 30;
const guessesPerHour = 30;

export const StartDeviceLoginInput = z.strictObject({
  /** What the person reads on the page, such as the name of the computer. */
  deviceName: z.string().trim().min(1).max(100),
});

export interface StartedDeviceLogin {
  /** The program's own secret, with which it asks whether it was let in. */
  readonly deviceCode: string;
  /** What the person types. */
  readonly userCode: string;
  readonly expiresInSecs: number;
  readonly intervalSecs: number;
}

/** A program without a browser asks to be let in. */
export async function startDeviceLogin({
  ctx,
  input,
}: UseCase<unknown, RequestContext>): Promise<StartedDeviceLogin> {
  const { deviceName } = StartDeviceLoginInput.parse(input);
  const deviceCode = randomBytes(32).toString("base64url");
  const userCode = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]);
  const stored = userCode.join("");
  await asService("let a program ask to be let in", async (tx) => {
    await countHit(tx, `device-start:${ctx.clientAddress ?? ""}`, startsPerHour);
    await deviceLoginRepository.add(tx, {
      deviceCodeHash: hashDeviceCode(deviceCode),
      userCode: stored,
      deviceName: deviceName.replace(/\p{C}/gu, " "),
      scopes: tokenScopes,
      expiresAt: new Date(Date.now() + lifetimeSecs * 1000),
    });
  });
  return {
    deviceCode,
    userCode: `${stored.slice(0, 4)}-${stored.slice(4)}`,
    expiresInSecs: lifetimeSecs,
    intervalSecs: pollSecs,
  };
}

/** As typed: in any case, with or without the line between its halves. */
const UserCode = z
  .string()
  .max(40)
  .transform((typed) => typed.toUpperCase().replace(/[^A-Z]/g, ""));

export interface DeviceLoginPage {
  readonly deviceName: string;
  readonly askedAt: Date;
  readonly scopes: readonly TokenScope[];
}

/** Which program waits behind a code; null when none does. Guesses are counted. */
export async function findDeviceLogin({ ctx, input }: UseCase): Promise<DeviceLoginPage | null> {
  requireCapability(ctx, "course.take");
  const { userCode } = z.strictObject({ userCode: UserCode }).parse(input);
  return asService("see which program waits behind a code", async (tx) => {
    await countHit(tx, `device-guess:${ctx.actor.userId}`, guessesPerHour);
    const found = await deviceLoginRepository.findPending(tx, userCode);
    if (found === null) return null;
    return { deviceName: found.deviceName, askedAt: found.createdAt, scopes: found.scopes };
  });
}

export const AnswerDeviceLoginInput = z.strictObject({
  userCode: UserCode,
  isApproved: z.boolean(),
});

/** Lets the program behind a code in, as the person who asks and in this organisation, or turns it away. */
export async function answerDeviceLogin({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { userCode, isApproved } = AnswerDeviceLoginInput.parse(input);
  const { userId, orgId } = ctx.actor;
  // By itself, so that a wrong guess counts.
  await asService("count guesses of codes", (tx) =>
    countHit(tx, `device-guess:${userId}`, guessesPerHour),
  );
  await asUser(ctx, async (tx) => {
    const id = await elevated(tx, "answer a program that asks to be let in", async () => {
      const found = await deviceLoginRepository.findPending(tx, userCode);
      const state = isApproved ? "approved" : "denied";
      const isAnswered =
        found !== null &&
        (await deviceLoginRepository.answer(tx, found.id, { state, userId, orgId }));
      return isAnswered ? found.id : null;
    });
    if (id === null) {
      throw new AppError("not_found", "device.unknown-code", "No program waits behind this code.", {
        suggestion: "Codes last for 15 minutes: run byteos login again.",
      });
    }
    await recordAudit(tx, ctx, {
      action: isApproved ? "device.approve" : "device.deny",
      targetType: "device-login",
      targetId: id,
    });
  });
}

export const PollDeviceLoginInput = z.strictObject({ deviceCode: z.string().min(1).max(100) });

export type DeviceLoginAnswer =
  | { readonly kind: "pending" }
  | { readonly kind: "slow-down" }
  | { readonly kind: "denied" }
  | { readonly kind: "approved"; readonly token: string; readonly expiresAt: Date };

/** Whether the program was let in; its token is given out once. `device.expired` when nobody answered. */
export async function pollDeviceLogin({
  input,
}: UseCase<unknown, RequestContext>): Promise<DeviceLoginAnswer> {
  const { deviceCode } = PollDeviceLoginInput.parse(input);
  const deviceCodeHash = hashDeviceCode(deviceCode);
  return asService("give a program that was let in its token", async (tx) => {
    const bucket = `device-poll:${deviceCodeHash}`;
    const hits = await rateLimitRepository.hit(tx, { bucket, windowSecs: pollSecs * 2 });
    if (hits > 4) return { kind: "slow-down" };
    const found = await deviceLoginRepository.findByDeviceCode(tx, deviceCodeHash);
    if (found === null || found.expiresAt.getTime() < Date.now()) {
      throw new AppError("not_found", "device.expired", "Nobody answered in time.", {
        suggestion: "Run byteos login again.",
      });
    }
    if (found.state === "pending") return { kind: "pending" };
    if (!(await deviceLoginRepository.take(tx, found.id))) return { kind: "pending" };
    const { userId, orgId } = found;
    if (found.state === "denied" || userId === null || orgId === null) return { kind: "denied" };
    const { token, tokenHash, hint } = makeAccessToken();
    const expiresAt = expiryAfterDays(tokenDays);
    const { deviceName: name, scopes } = found;
    await accessTokenRepository.add(tx, {
      userId,
      orgId,
      name,
      tokenHash,
      hint,
      scopes,
      expiresAt,
    });
    return { kind: "approved", token, expiresAt };
  });
}

function hashDeviceCode(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}

async function countHit(tx: Tx, bucket: string, most: number): Promise<void> {
  if ((await rateLimitRepository.hit(tx, { bucket, windowSecs: 3_600 })) <= most) return;
  throw new AppError("limit", "device.too-often", "That was tried too often.", {
    suggestion: "Wait an hour, then try again.",
  });
}
