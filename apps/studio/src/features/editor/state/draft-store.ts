import type { ModuleContent } from "@byteos/contracts/module-content";
import type { DBSchema, IDBPDatabase } from "idb";

/** Edits that the server has not confirmed yet. */
export interface Draft {
  readonly key: string;
  readonly userId: string;
  readonly courseId: string;
  readonly moduleId: string;
  readonly tabId: string;
  /** The revision that the edits were made on. */
  readonly revision: number;
  readonly content: ModuleContent;
  readonly editedAt: number;
}

interface DraftSchema extends DBSchema {
  drafts: { key: string; value: Draft; indexes: { module: [string, string] } };
}

export interface DraftStore {
  put(draft: Omit<Draft, "key" | "tabId" | "userId">): Promise<void>;
  remove(moduleId: string): Promise<void>;
  /** Drafts of this module left behind: by this tab before a reload, or by tabs that are gone. Newest first. */
  findLeft(moduleId: string): Promise<Draft[]>;
  /** Makes the first of them this tab's own and drops the others: it is in one place, and goes when it is saved. */
  adopt(drafts: readonly Draft[]): Promise<void>;
  forget(drafts: readonly Draft[]): Promise<void>;
}

/** A tab keeps its name over reloads and gives it up when it closes. */
function tabName(): string {
  const known = sessionStorage.getItem("byteos-tab");
  if (known !== null) return known;
  const name = crypto.randomUUID();
  sessionStorage.setItem("byteos-tab", name);
  return name;
}

async function livingTabs(): Promise<ReadonlySet<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map((lock) => lock.name ?? ""));
}

const lockName = (tabId: string) => `byteos-tab-${tabId}`;

async function claimTab(): Promise<string> {
  let tabId = tabName();
  // A duplicated tab copies the name; the copy takes another.
  if ((await livingTabs()).has(lockName(tabId))) {
    tabId = crypto.randomUUID();
    sessionStorage.setItem("byteos-tab", tabId);
  }
  // Held until the page goes away.
  void navigator.locks.request(lockName(tabId), () => new Promise<never>(() => undefined));
  return tabId;
}

/** Keeps unsaved edits on this device, apart for each person and tab. Null where the browser refuses storage. */
export async function openDraftStore(userId: string): Promise<DraftStore | null> {
  let database: IDBPDatabase<DraftSchema>;
  let tabId: string;
  try {
    const { openDB } = await import("idb");
    tabId = await claimTab();
    database = await openDB<DraftSchema>("byteos-studio", 1, {
      upgrade(db) {
        const drafts = db.createObjectStore("drafts", { keyPath: "key" });
        drafts.createIndex("module", ["userId", "moduleId"]);
      },
    });
  } catch {
    return null;
  }
  const keyOf = (moduleId: string) => `${userId}/${moduleId}/${tabId}`;
  return {
    async put(draft) {
      await database.put("drafts", { ...draft, userId, tabId, key: keyOf(draft.moduleId) });
    },
    async remove(moduleId) {
      await database.delete("drafts", keyOf(moduleId));
    },
    async findLeft(moduleId) {
      const all = await database.getAllFromIndex("drafts", "module", [userId, moduleId]);
      const living = await livingTabs();
      return all
        .filter((draft) => draft.tabId === tabId || !living.has(lockName(draft.tabId)))
        .toSorted((left, right) => right.editedAt - left.editedAt);
    },
    async adopt(drafts) {
      const [kept] = drafts;
      if (kept === undefined) return;
      const key = keyOf(kept.moduleId);
      const transaction = database.transaction("drafts", "readwrite");
      await Promise.all([
        transaction.store.put({ ...kept, tabId, key }),
        ...drafts
          .filter((draft) => draft.key !== key)
          .map((draft) => transaction.store.delete(draft.key)),
      ]);
      await transaction.done;
    },
    async forget(drafts) {
      const transaction = database.transaction("drafts", "readwrite");
      await Promise.all(drafts.map((draft) => transaction.store.delete(draft.key)));
      await transaction.done;
    },
  };
}
