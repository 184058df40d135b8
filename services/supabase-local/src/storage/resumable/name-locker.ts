import type { Lock, Locker, RequestRelease } from "@tus/server";

const patienceMs = 15_000;

interface Holder {
  requestRelease: RequestRelease;
  released: Promise<void>;
  release: () => void;
}

/**
 * One request at a time for each upload. A newer one asks the older to end, which matters when a client comes
 * back before the server has noticed that its last connection is dead.
 */
export class NameLocker implements Locker {
  readonly #holders = new Map<string, Holder>();

  newLock(id: string): Lock {
    let held: Holder | null = null;
    return {
      lock: async (signal, requestRelease) => {
        const deadline = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
        for (;;) {
          const holder = this.#holders.get(id);
          if (!holder) break;
          await holder.requestRelease();
          await Promise.race([holder.released, rejectOn(deadline)]);
        }
        const { promise, resolve } = Promise.withResolvers<void>();
        held = { requestRelease, released: promise, release: resolve };
        this.#holders.set(id, held);
      },
      unlock: async () => {
        if (held === null || this.#holders.get(id) !== held) return;
        this.#holders.delete(id);
        held.release();
      },
    };
  }
}

function rejectOn(signal: AbortSignal): Promise<never> {
  // What the tus server sends to the client, which tries again.
  const busy = { status_code: 423, body: "The upload is in use\n" };
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(busy);
    signal.addEventListener("abort", () => reject(busy), { once: true });
  });
}
