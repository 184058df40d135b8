import type { WriteLog } from "../../instance/log.ts";
import { type LogStream, openLogStream } from "./log-stream.ts";
import type { LoggedColumn, LoggedValue, LogMessage, Relation } from "./pgoutput.ts";

export interface LoggedChange {
  transactionId: number;
  committedAt: Date;
  relation: Relation;
  type: "INSERT" | "UPDATE" | "DELETE";
  /** The row after the change; empty for one that is deleted. */
  row: LoggedRow;
  /** What is known of the row before: its identity at least, all of it where the table says so. */
  old: LoggedRow;
}

/** Columns and the texts of their values, side by side. What was neither logged nor changed is left out. */
export interface LoggedRow {
  names: string[];
  values: (string | null)[];
}

export interface ChangeLogSetup {
  databaseUrl: string;
  publications: string[];
  /** Called with what has come, in the order of commits; later changes wait for it. */
  onChanges: (changes: LoggedChange[]) => Promise<void>;
  /** The log is read again after a gap, in which changes may have been missed. */
  onGap: () => void;
  log: WriteLog;
}

const lingerMs = 60_000;
const firstRetryMs = 100;
const longestRetryMs = 5_000;

/** Reads the log of changes while somebody uses it, and a minute longer. */
export class ChangeLog {
  readonly #setup: ChangeLogSetup;
  readonly #relations = new Map<number, Relation>();
  #users = 0;
  #stream: LogStream | null = null;
  #opening: Promise<void> | null = null;
  #linger: NodeJS.Timeout | null = null;
  #isStopped = false;
  #transaction = { transactionId: 0, committedAt: new Date(0) };

  constructor(setup: ChangeLogSetup) {
    this.#setup = setup;
  }

  get isReading(): boolean {
    return this.#stream !== null;
  }

  /** Starts reading where nobody did. Resolves once changes are read, or after the time, with whether they are. */
  async use(waitMs: number): Promise<boolean> {
    this.#users += 1;
    if (this.#linger) clearTimeout(this.#linger);
    this.#linger = null;
    return this.waitUntilReading(waitMs);
  }

  async waitUntilReading(waitMs: number): Promise<boolean> {
    if (this.#stream) return true;
    if (this.#isStopped) return false;
    this.#opening ??= this.#open(false);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, waitMs)));
    await Promise.race([this.#opening, late]);
    clearTimeout(timer);
    return this.isReading;
  }

  release(): void {
    this.#users -= 1;
    if (this.#users > 0 || this.#isStopped) return;
    this.#linger = setTimeout(() => void this.#close(), lingerMs);
    this.#linger.unref();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#linger) clearTimeout(this.#linger);
    await this.#opening;
    await this.#close();
  }

  async #open(isAfterGap: boolean): Promise<void> {
    const { databaseUrl, publications, log } = this.#setup;
    for (let retryMs = firstRetryMs; !this.#isStopped; retryMs *= 2) {
      try {
        const stream = await openLogStream({
          databaseUrl,
          publications,
          onMessages: (messages) => this.#handle(messages),
          onEnd: (error) => this.#reopen(error),
        });
        if (this.#isStopped) {
          await stream.close();
          break;
        }
        this.#stream = stream;
        log("realtime.log-opened");
        if (isAfterGap) this.#setup.onGap();
        break;
      } catch (error) {
        log("realtime.log-failed", { code: readCode(error) });
        await new Promise((resolve) => setTimeout(resolve, Math.min(retryMs, longestRetryMs)));
      }
    }
    this.#opening = null;
  }

  #reopen(error: Error | null): void {
    this.#stream = null;
    this.#relations.clear();
    this.#setup.log("realtime.log-lost", { code: readCode(error) });
    if (this.#users > 0 && !this.#isStopped) this.#opening ??= this.#open(true);
  }

  async #close(): Promise<void> {
    const stream = this.#stream;
    this.#stream = null;
    this.#relations.clear();
    await stream?.close();
  }

  #handle(messages: LogMessage[]): Promise<void> | void {
    const changes = messages.flatMap((message) => this.#read(message) ?? []);
    if (changes.length > 0) return this.#setup.onChanges(changes);
  }

  /** The change that a message tells of; other messages are noted for those that follow. */
  #read(message: LogMessage): LoggedChange | null {
    switch (message.kind) {
      case "begin":
        this.#transaction = message;
        return null;
      case "relation":
        this.#relations.set(message.relation.oid, message.relation);
        return null;
      case "insert":
      case "update":
      case "delete":
        return this.#describe(message);
      case "commit":
      case "other":
        return null;
    }
  }

  #describe(message: LogMessage & { kind: "insert" | "update" | "delete" }): LoggedChange | null {
    const relation = this.#relations.get(message.relationOid);
    if (!relation) return null;
    const { transactionId, committedAt } = this.#transaction;
    const { columns } = relation;
    const base = { transactionId, committedAt, relation };
    switch (message.kind) {
      case "insert":
        return { ...base, type: "INSERT", row: toRow(columns, message.row), old: nothing };
      case "delete":
        return { ...base, type: "DELETE", row: nothing, old: toOld(columns, message.old) };
      case "update": {
        const before = message.old ?? message.row;
        const row = message.row.map((value, index) =>
          value.kind === "unchanged" ? (message.old?.[index] ?? value) : value,
        );
        const old = toOld(columns, before);
        return { ...base, type: "UPDATE", row: toRow(columns, row), old };
      }
    }
  }
}

const nothing: LoggedRow = { names: [], values: [] };

/** An old row has its identity only; where that is the whole row, every column is part of it. */
function toOld(columns: LoggedColumn[], values: LoggedValue[]): LoggedRow {
  return toRow(
    columns,
    values.map((value, index) => (columns[index]?.isIdentity ? value : { kind: "unchanged" })),
  );
}

function toRow(columns: LoggedColumn[], values: LoggedValue[]): LoggedRow {
  const row: LoggedRow = { names: [], values: [] };
  columns.forEach(({ name }, index) => {
    const value = values[index];
    if (!value || value.kind === "unchanged") return;
    row.names.push(name);
    row.values.push(value.kind === "text" ? value.text : null);
  });
  return row;
}

function readCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "none";
}
