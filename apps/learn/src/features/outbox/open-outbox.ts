import { openOutboxStore, outboxName } from "./outbox-store.ts";
import { httpTransport } from "./outbox-transport.ts";
import { Outbox, type OutboxListeners } from "./outbox.ts";

/** A learner's outbox on this device, with what an earlier page left in it. Call `start` to send that. */
export async function openOutbox(userId: string, listeners: OutboxListeners = {}): Promise<Outbox> {
  return new Outbox({
    name: outboxName(userId),
    store: await openOutboxStore(userId),
    transport: httpTransport,
    // Missing in an insecure context; replays are harmless, so tabs may then send the same.
    locks: "locks" in navigator ? navigator.locks : undefined,
    listeners,
  });
}
