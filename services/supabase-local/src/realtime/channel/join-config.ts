import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ChangeWish } from "../changes/change-request.ts";
import { limits } from "../limits.ts";
import { ReplayConfig } from "./replay.ts";

/** Older clients write their switches as texts. */
const Switch = z
  .union([z.boolean(), z.stringbool()])
  .nullish()
  .transform((value) => value ?? false);

const JoinConfig = z.object({
  broadcast: z
    .object({
      self: Switch,
      ack: Switch,
      replay: ReplayConfig.optional(),
      replication_ready: Switch,
    })
    .prefault({}),
  presence: z
    .object({ key: z.string().max(255).nullish(), enabled: Switch })
    .nullish()
    .transform((value) => ({
      key: value?.key || randomUUID(),
      isEnabled: value?.enabled ?? false,
    })),
  private: Switch,
  postgres_changes: z
    .array(ChangeWish.nullable())
    .max(limits.changesPerChannel)
    .nullish()
    .transform((wishes) => (wishes ?? []).filter((wish) => wish !== null)),
  postgres_changes_options: z
    .object({ wait: Switch, timeout: z.number().min(0).max(20_000).catch(15_000).default(15_000) })
    .prefault({}),
});
export type JoinConfig = z.infer<typeof JoinConfig>;

export const JoinPayload = z.object({
  config: JoinConfig.prefault({}),
  access_token: z.string().nullish(),
  user_token: z.string().nullish(),
});
