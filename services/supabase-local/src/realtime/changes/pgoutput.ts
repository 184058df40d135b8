/** A value of a row as the log has it: its text, null, or left out because it is large and did not change. */
export type LoggedValue = { kind: "text"; text: string } | { kind: "null" } | { kind: "unchanged" };

export interface LoggedColumn {
  name: string;
  /** Part of what Postgres logs of a row before its change. */
  isIdentity: boolean;
}

export interface Relation {
  oid: number;
  schema: string;
  table: string;
  columns: LoggedColumn[];
}

export type LogMessage =
  | { kind: "begin"; transactionId: number; committedAt: Date }
  | { kind: "commit" }
  | { kind: "relation"; relation: Relation }
  | { kind: "insert"; relationOid: number; row: LoggedValue[] }
  /** `old` is what the log has of the row before: its identity where that changed, or all of it. */
  | { kind: "update"; relationOid: number; row: LoggedValue[]; old: LoggedValue[] | null }
  | { kind: "delete"; relationOid: number; old: LoggedValue[] }
  /** Nothing that anyone here is told of: truncation, types, origins. */
  | { kind: "other" };

const microsecondsPerMillisecond = 1_000n;
/** Postgres counts from 2000-01-01, in microseconds. */
const epochMs = 946_684_800_000n;

/**
 * Reads one message of Postgres's own decoding plug-in, `pgoutput`, in version 1 of its protocol
 * (Postgres documentation, "Logical Replication Message Formats"). Throws on a message cut short.
 */
export function decodeLogMessage(data: Buffer): LogMessage {
  const reader = new ByteReader(data);
  const kind = reader.readCharacter();
  switch (kind) {
    case "B": {
      reader.skip(8);
      const committedAt = toDate(reader.readInt64());
      return { kind: "begin", committedAt, transactionId: reader.readInt32() };
    }
    case "C":
      return { kind: "commit" };
    case "R":
      return { kind: "relation", relation: readRelation(reader) };
    case "I": {
      const relationOid = reader.readInt32();
      reader.skip(1);
      return { kind: "insert", relationOid, row: readRow(reader) };
    }
    case "U": {
      const relationOid = reader.readInt32();
      let next = reader.readCharacter();
      let old: LoggedValue[] | null = null;
      if (next === "K" || next === "O") {
        old = readRow(reader);
        next = reader.readCharacter();
      }
      return { kind: "update", relationOid, old, row: readRow(reader) };
    }
    case "D": {
      const relationOid = reader.readInt32();
      reader.skip(1);
      return { kind: "delete", relationOid, old: readRow(reader) };
    }
    default:
      return { kind: "other" };
  }
}

export function toDate(microseconds: bigint): Date {
  return new Date(Number(microseconds / microsecondsPerMillisecond + epochMs));
}

export function fromDate(date: Date): bigint {
  return (BigInt(date.getTime()) - epochMs) * microsecondsPerMillisecond;
}

function readRelation(reader: ByteReader): Relation {
  const oid = reader.readInt32();
  const schema = reader.readText() || "pg_catalog";
  const table = reader.readText();
  reader.skip(1);
  const columns = Array.from({ length: reader.readInt16() }, () => {
    const isIdentity = reader.readByte() === 1;
    const name = reader.readText();
    reader.skip(8);
    return { name, isIdentity };
  });
  return { oid, schema, table, columns };
}

function readRow(reader: ByteReader): LoggedValue[] {
  return Array.from({ length: reader.readInt16() }, (): LoggedValue => {
    const kind = reader.readCharacter();
    switch (kind) {
      case "n":
        return { kind: "null" };
      case "u":
        return { kind: "unchanged" };
      case "t":
        return { kind: "text", text: reader.readBytes(reader.readInt32()).toString("utf8") };
      default:
        throw new Error(`The log holds a value of an unknown kind "${kind}".`);
    }
  });
}

/** Takes the fields of a message one after the other, in network byte order. */
class ByteReader {
  readonly #data: Buffer;
  #offset = 0;

  constructor(data: Buffer) {
    this.#data = data;
  }

  skip(count: number): void {
    this.#offset += count;
  }

  readCharacter(): string {
    return this.readBytes(1).toString("latin1");
  }

  readByte(): number {
    this.#offset += 1;
    return this.#data.readUInt8(this.#offset - 1);
  }

  readInt16(): number {
    this.#offset += 2;
    return this.#data.readUInt16BE(this.#offset - 2);
  }

  readInt32(): number {
    this.#offset += 4;
    return this.#data.readUInt32BE(this.#offset - 4);
  }

  readInt64(): bigint {
    this.#offset += 8;
    return this.#data.readBigInt64BE(this.#offset - 8);
  }

  readText(): string {
    const end = this.#data.indexOf(0, this.#offset);
    if (end < 0) throw new RangeError("A message of the log ends within a text.");
    const text = this.#data.toString("utf8", this.#offset, end);
    this.#offset = end + 1;
    return text;
  }

  readBytes(count: number): Buffer {
    const end = this.#offset + count;
    if (end > this.#data.length) throw new RangeError("A message of the log ends within a value.");
    const bytes = this.#data.subarray(this.#offset, end);
    this.#offset = end;
    return bytes;
  }
}
