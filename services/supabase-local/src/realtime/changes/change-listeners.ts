import type { Identity } from "../identity.ts";
import type { ChangeRequest, ChangeType } from "./change-request.ts";

/** Who is sent changes: a channel. */
export interface ChangeListener {
  /** As whom, at the time of asking. */
  readonly identity: Identity;
  sendChange(ids: number[], data: Record<string, unknown>): void;
  /** The log is read again after a gap, in which changes may have been missed. */
  announceChanges(): void;
}

export interface ChangeSubscription {
  /** The client knows the request by it. */
  id: number;
  listener: ChangeListener;
  request: ChangeRequest;
}

/** Who listens to which tables. */
export class ChangeListeners {
  readonly #byTable = new Map<string, Set<ChangeSubscription>>();

  add(subscription: ChangeSubscription): void {
    const key = toKey(subscription.request);
    const known = this.#byTable.get(key);
    if (known) known.add(subscription);
    else this.#byTable.set(key, new Set([subscription]));
  }

  remove(subscription: ChangeSubscription): void {
    const key = toKey(subscription.request);
    const known = this.#byTable.get(key);
    known?.delete(subscription);
    if (known?.size === 0) this.#byTable.delete(key);
  }

  find(schema: string, table: string, type: ChangeType): ChangeSubscription[] {
    if (this.#byTable.size === 0) return [];
    const places = [schema, "*"].flatMap((s) => [table, "*"].map((t) => ({ schema: s, table: t })));
    return places
      .flatMap((place) => [...(this.#byTable.get(toKey(place)) ?? [])])
      .filter(({ request }) => request.type === "*" || request.type === type);
  }

  announceGap(): void {
    const listeners = new Set(
      [...this.#byTable.values()].flatMap((each) => [...each].map(({ listener }) => listener)),
    );
    for (const listener of listeners) listener.announceChanges();
  }
}

function toKey({ schema, table }: Pick<ChangeRequest, "schema" | "table">): string {
  return JSON.stringify([schema, table]);
}
