import { randomBytes } from "node:crypto";

/** What one member says of itself, with the reference that tells it from what it said before. */
type Meta = Record<string, unknown> & { phx_ref: string };

export type PresenceState = Record<string, { metas: Meta[] }>;

export interface PresenceDiff {
  joins: PresenceState;
  leaves: PresenceState;
}

interface Entry {
  key: string;
  meta: Meta;
}

const gatherMs = 10;

/**
 * Who is present in one topic. Changes of a short while go out as one diff: when many come or leave at
 * once, each of them is told once and not as often as there are others.
 */
export class TopicPresence {
  readonly #tracked = new Map<object, Entry>();
  readonly #publish: (diff: PresenceDiff) => void;
  #joins: Entry[] = [];
  #leaves: Entry[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(publish: (diff: PresenceDiff) => void) {
    this.#publish = publish;
  }

  /** Adds the member under the key, or changes what it says of itself. */
  track(member: object, key: string, payload: Record<string, unknown>): void {
    const before = this.#tracked.get(member);
    const phx_ref = randomBytes(9).toString("base64url");
    const previous = before === undefined ? {} : { phx_ref_prev: before.meta.phx_ref };
    const entry = { key, meta: { ...payload, ...previous, phx_ref } };
    this.#tracked.set(member, entry);
    this.#joins.push(entry);
    if (before) this.#leave(before);
    this.#schedule();
  }

  untrack(member: object): void {
    const before = this.#tracked.get(member);
    if (!before) return;
    this.#tracked.delete(member);
    this.#leave(before);
    this.#schedule();
  }

  /** Sends what has gathered first, so that no later diff repeats what the list holds. */
  list(): PresenceState {
    this.#flush();
    return group([...this.#tracked.values()]);
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #leave(entry: Entry): void {
    const unsent = this.#joins.indexOf(entry);
    // Nobody has heard of it yet.
    if (unsent >= 0) this.#joins.splice(unsent, 1);
    else this.#leaves.push(entry);
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.#flush(), gatherMs);
  }

  #flush(): void {
    this.close();
    if (this.#joins.length === 0 && this.#leaves.length === 0) return;
    const diff = { joins: group(this.#joins), leaves: group(this.#leaves) };
    this.#joins = [];
    this.#leaves = [];
    this.#publish(diff);
  }
}

function group(entries: Entry[]): PresenceState {
  const byKey = new Map<string, { metas: Meta[] }>();
  for (const { key, meta } of entries) {
    const known = byKey.get(key);
    if (known) known.metas.push(meta);
    else byKey.set(key, { metas: [meta] });
  }
  // Keys are the clients' own: as properties they may be named like those of every object.
  return Object.fromEntries(byKey);
}
