import type { ChangeListener, ChangeSubscription } from "../changes/change-listeners.ts";
import { findObstacle } from "../changes/change-questions.ts";
import {
  type ChangeRequest,
  type ChangeWish,
  readChangeRequest,
} from "../changes/change-request.ts";
import type { RealtimeServices } from "../realtime-services.ts";

const patienceMs = 5_000;

/** The changes that one channel has asked for. */
export class ChannelChanges {
  /** As the client wrote them, each with the id that its changes carry. Equal ones share theirs. */
  readonly wishes: (ChangeWish & { id: number })[];
  readonly #services: RealtimeServices;
  readonly #listener: ChangeListener;
  #subscriptions: ChangeSubscription[] = [];
  #isClosed = false;

  constructor(services: RealtimeServices, listener: ChangeListener, wishes: ChangeWish[]) {
    this.#services = services;
    this.#listener = listener;
    const ids = new Map<string, number>();
    this.wishes = wishes.map((wish) => {
      const key = JSON.stringify(wish);
      const id = ids.get(key) ?? ids.size + 1;
      ids.set(key, id);
      return { ...wish, id };
    });
  }

  /** Resolves once changes are sent, with null, or with why they never will be. */
  async subscribe(): Promise<string | null> {
    const obstacle = await this.#listen();
    if (obstacle !== null) return obstacle;
    const { changes } = this.#services;
    while (!this.#isClosed && !(await changes.waitUntilReading(patienceMs)));
    return null;
  }

  async #listen(): Promise<string | null> {
    const { pool, listeners } = this.#services;
    const requests: { id: number; request: ChangeRequest }[] = [];
    for (const { id, ...wish } of this.wishes) {
      const read = readChangeRequest(wish);
      if (!read.isGood) return read.message;
      const obstacle = await findObstacle(pool, read.request, this.#listener.identity.role);
      if (obstacle !== null) return obstacle;
      requests.push({ id, request: read.request });
    }
    if (this.#isClosed) return null;
    this.#subscriptions = requests.map((each) => ({ ...each, listener: this.#listener }));
    for (const subscription of this.#subscriptions) listeners.add(subscription);
    return null;
  }

  close(): void {
    this.#isClosed = true;
    for (const subscription of this.#subscriptions) this.#services.listeners.remove(subscription);
  }
}

/** For a join that waits: null when changes are sent in time, else the reason to refuse it. */
export async function waitAtMost(
  subscribing: Promise<string | null>,
  timeoutMs: number,
): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    const words = `Timed out after ${timeoutMs}ms waiting for the postgres_changes subscription`;
    timer = setTimeout(() => resolve(`PostgresChangesSubscribeTimeout: ${words}`), timeoutMs);
  });
  const done = subscribing.then((obstacle) =>
    obstacle === null ? null : `RealtimeDisabledForConfiguration: ${obstacle}`,
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
