import type { Pool } from "pg";
import { z } from "zod";
import type { Payload } from "../protocol/message.ts";

const mostReplayed = 25;

export const ReplayConfig = z.object({
  /** Milliseconds since 1970. */
  since: z.number().int().min(0).max(8.64e15).default(0),
  limit: z.number().int().default(mostReplayed),
});
export type ReplayConfig = z.infer<typeof ReplayConfig>;

export interface ReplayedMessage {
  id: string;
  payload: Payload;
}

interface Row {
  id: string;
  event: string;
  payload: unknown;
  binary_payload: Buffer | null;
}

/** The newest stored broadcasts of a private topic, 25 at most, the oldest of them first. */
export async function findReplay(
  pool: Pool,
  topic: string,
  { since, limit }: ReplayConfig,
): Promise<ReplayedMessage[]> {
  const found = await pool.query<Row>(
    `select id, event, payload, binary_payload from realtime.messages
     where topic = $1 and private is true and extension = 'broadcast' and event is not null
       and inserted_at >= to_timestamp($2::double precision / 1000) at time zone 'utc'
     order by inserted_at desc limit $3`,
    [topic, since, Math.max(1, Math.min(limit, mostReplayed))],
  );
  return found.rows.toReversed().map(toReplayed);
}

function toReplayed({ id, event, payload, binary_payload }: Row): ReplayedMessage {
  const meta = { replayed: true, id };
  return {
    id,
    payload: binary_payload
      ? { kind: "broadcast", event, isJson: false, bytes: binary_payload, metadata: meta }
      : { kind: "json", value: { type: "broadcast", event, payload, meta } },
  };
}
