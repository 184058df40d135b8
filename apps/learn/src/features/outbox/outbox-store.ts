import type { OutboxEntry, StoredEntry } from "./outbox-entry.ts";

/** What one learner did on this device and the server has not confirmed, oldest first. */
export interface OutboxStore {
  /** False when the browser keeps nothing, as in some private windows: entries then live as long as the page. */
  readonly isDurable: boolean;
  /** Resolves once the entry is on disk. */
  add(entry: OutboxEntry): Promise<StoredEntry>;
  /** At most `limit`, oldest first. */
  list(limit: number): Promise<StoredEntry[]>;
  remove(keys: readonly number[]): Promise<void>;
  count(): Promise<number>;
  close(): void;
}

const storeName = "entries";

/** Each learner of a shared device has a database of their own. */
export function outboxName(userId: string): string {
  return `byteos-outbox-${userId}`;
}

function failure(error: DOMException | null): Error {
  return error ?? new Error("The browser's storage failed");
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(failure(request.error)));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(failure(transaction.error));
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", fail);
    transaction.addEventListener("error", fail);
  });
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore(storeName, { autoIncrement: true });
  });
  return settled(request);
}

class IndexedStore implements OutboxStore {
  readonly isDurable = true;
  readonly #database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.#database = database;
    // Another tab may delete the database on sign-out.
    database.addEventListener("versionchange", () => database.close());
  }

  #begin(mode: IDBTransactionMode): { transaction: IDBTransaction; store: IDBObjectStore } {
    // "strict": an event counts only when a crash cannot take it back.
    const transaction = this.#database.transaction(storeName, mode, { durability: "strict" });
    return { transaction, store: transaction.objectStore(storeName) };
  }

  async add(entry: OutboxEntry): Promise<StoredEntry> {
    const { transaction, store } = this.#begin("readwrite");
    const key = settled(store.add(entry));
    await finished(transaction);
    return { key: Number(await key), entry };
  }

  async list(limit: number): Promise<StoredEntry[]> {
    const { store } = this.#begin("readonly");
    const [keys, entries] = await Promise.all([
      settled(store.getAllKeys(null, limit)),
      settled<OutboxEntry[]>(store.getAll(null, limit)),
    ]);
    return entries.map((entry, index) => ({ key: Number(keys[index]), entry }));
  }

  async remove(keys: readonly number[]): Promise<void> {
    if (keys.length === 0) return;
    const { transaction, store } = this.#begin("readwrite");
    for (const key of keys) store.delete(key);
    await finished(transaction);
  }

  async count(): Promise<number> {
    return settled(this.#begin("readonly").store.count());
  }

  close(): void {
    this.#database.close();
  }
}

class MemoryStore implements OutboxStore {
  readonly isDurable = false;
  #entries: StoredEntry[] = [];
  #lastKey = 0;

  async add(entry: OutboxEntry): Promise<StoredEntry> {
    this.#lastKey += 1;
    const stored = { key: this.#lastKey, entry };
    this.#entries.push(stored);
    return stored;
  }

  async list(limit: number): Promise<StoredEntry[]> {
    return this.#entries.slice(0, limit);
  }

  async remove(keys: readonly number[]): Promise<void> {
    const removed = new Set(keys);
    this.#entries = this.#entries.filter(({ key }) => !removed.has(key));
  }

  async count(): Promise<number> {
    return this.#entries.length;
  }

  close(): void {
    this.#entries = [];
  }
}

export async function openOutboxStore(userId: string): Promise<OutboxStore> {
  try {
    return new IndexedStore(await openDatabase(outboxName(userId)));
  } catch {
    return new MemoryStore();
  }
}

/** Forgets what was not sent. Only after the learner was asked. */
export async function deleteOutbox(userId: string): Promise<void> {
  try {
    await settled(indexedDB.deleteDatabase(outboxName(userId)));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
