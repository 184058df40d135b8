import type { Pool } from "pg";
import { DatabaseError } from "pg";
import type { WriteLog } from "../instance/log.ts";
import type { Identity } from "./identity.ts";

export type Extension = "broadcast" | "presence";

/** What the policies on `realtime.messages` let somebody receive of a private topic. */
export type Readable = Record<Extension, boolean>;

/** Asks the database, as whoever uses a channel, what the policies on `realtime.messages` allow. */
export class ChannelAccess {
  readonly #pool: Pool;
  readonly #log: WriteLog;

  constructor(pool: Pool, log: WriteLog) {
    this.#pool = pool;
    this.#log = log;
  }

  /** Nothing is readable when a policy fails. Throws when the database is away. */
  async findReadable(topic: string, identity: Identity): Promise<Readable> {
    const nothing = { broadcast: false, presence: false };
    return this.#ask(nothing, async () => {
      const found = await this.#pool.query<Readable>(
        "select broadcast, presence from supabase_local.find_readable($1, $2, $3, $4)",
        toParameters(topic, identity),
      );
      return found.rows[0] ?? nothing;
    });
  }

  async mayWrite(topic: string, extension: Extension, identity: Identity): Promise<boolean> {
    return this.#ask(false, async () => {
      const found = await this.#pool.query<{ allowed: boolean }>(
        "select supabase_local.may_write($1, $2, $3, $4, $5) as allowed",
        [...toParameters(topic, identity), extension],
      );
      return found.rows[0]?.allowed ?? false;
    });
  }

  async #ask<Answer>(refusal: Answer, question: () => Promise<Answer>): Promise<Answer> {
    try {
      return await question();
    } catch (error) {
      // A connection that is lost has a code of its own class; all else is the policy's own failure.
      if (!(error instanceof DatabaseError) || /^(?:08|53|57P)/.test(error.code ?? "")) throw error;
      this.#log("realtime.policy-failed", { code: error.code ?? null });
      return refusal;
    }
  }
}

function toParameters(topic: string, { role, claims, headers }: Identity): string[] {
  return [topic, role, JSON.stringify(claims), JSON.stringify(headers)];
}
