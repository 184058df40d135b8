import type { Pool } from "pg";
import type { Identity } from "../identity.ts";
import type { ChangeListeners, ChangeListener, ChangeSubscription } from "./change-listeners.ts";
import type { LoggedChange } from "./change-log.ts";
import {
  type ChangeQuestion,
  type DescribedChange,
  describeChanges,
  findVisible,
} from "./change-questions.ts";
import type { Filter } from "./filters.ts";

/** A change of more text than this is told without its long values. */
const largestChangeBytes = 1_024 * 1_024;
const shortValueBytes = 64;

interface Candidate {
  subscription: ChangeSubscription;
  role: string;
  /** Equal for all of one person. */
  identityKey: string;
}

/** A change with those who listen to its table. */
interface Heard extends ChangeQuestion {
  candidates: Candidate[];
  filterKeys: string[];
}

/** One that has been looked at, with those whose filters it passes. */
interface Passing {
  change: LoggedChange;
  described: DescribedChange;
  candidates: Candidate[];
  refused: (role: string) => string | null;
}

/**
 * Tells changes, in their order, to those who listen to their tables, whose filters they pass, and who may see
 * them. However many come together, the database is asked twice.
 */
export async function deliverChanges(
  pool: Pool,
  listeners: ChangeListeners,
  changes: LoggedChange[],
): Promise<void> {
  const heard = changes.flatMap((change) => hear(listeners, change) ?? []);
  if (heard.length === 0) return;
  const descriptions = await describeChanges(pool, heard);
  const passing = heard.flatMap((each, index) => {
    const described = descriptions[index];
    return described ? [sift(each, described)] : [];
  });
  for (const { change, described, candidates, refused } of await keepAllowed(pool, passing)) {
    send(candidates, (candidate) => {
      const error = refused(candidate.role);
      return error === null
        ? buildData(change, described, candidate)
        : { ...describePlace(change), columns: [], record: {}, errors: [error] };
    });
  }
}

function hear(listeners: ChangeListeners, change: LoggedChange): Heard | null {
  const { relation, type } = change;
  const subscriptions = listeners.find(relation.schema, relation.table, type);
  if (subscriptions.length === 0) return null;
  const candidates = subscriptions.map((subscription): Candidate => {
    const { role, claims } = subscription.listener.identity;
    return { subscription, role, identityKey: JSON.stringify([role, claims]) };
  });
  const filters = numberFilters(subscriptions);
  const roles = [...new Set(candidates.map(({ role }) => role))];
  const filterKeys = [...filters.keys()];
  return { change, filters: [...filters.values()], roles, candidates, filterKeys };
}

function sift({ change, candidates, filterKeys }: Heard, described: DescribedChange): Passing {
  return {
    change,
    described,
    candidates: candidates.filter((each) => passesFilters(each, described, filterKeys)),
    refused: refuseByRole(change, described),
  };
}

function numberFilters(subscriptions: ChangeSubscription[]): Map<string, Filter> {
  const all = subscriptions.flatMap(({ request }) => request.filters);
  return new Map(all.map((filter) => [JSON.stringify(filter), filter]));
}

/** A filter on a column that may not be read would tell what is in it. */
function passesFilters(
  { subscription, role }: Candidate,
  { results, readable }: DescribedChange,
  keys: string[],
): boolean {
  const columns = readable.get(role);
  return subscription.request.filters.every(
    (filter) =>
      columns?.has(filter.column) === true &&
      results[keys.indexOf(JSON.stringify(filter))] === true,
  );
}

/** Why a role cannot be told of this change, or null: a row without a readable key cannot be asked for. */
function refuseByRole(
  { type }: LoggedChange,
  { columns, readable }: DescribedChange,
): (role: string) => string | null {
  const keys = columns.filter(({ isKey }) => isKey);
  return (role) => {
    if (type === "DELETE") return null;
    if (keys.length === 0) return "Error 400: Bad Request, no primary key";
    const isReadable = keys.every(({ name }) => readable.get(role)?.has(name));
    return isReadable ? null : "Error 401: Unauthorized";
  };
}

/** The same changes with those alone who may see them: of each table each person is asked for once. */
async function keepAllowed(pool: Pool, all: Passing[]): Promise<Passing[]> {
  const tables = new Map<number, TableQuestion>();
  const places = all.map((each) => noteQuestion(tables, each));
  const asked = [...tables.values()];
  const answers = await findVisible(
    pool,
    asked.map(({ relationOid, keyNames, keys, identities }) => ({
      relationOid,
      keyNames,
      keys: [...keys.values()],
      identities: [...identities.values()],
    })),
  );
  return all.map((each, index) => {
    const place = places[index];
    if (place === null || place === undefined) return each;
    const { table, row } = place;
    const visible = answers[asked.indexOf(table)] ?? [];
    const people = [...table.identities.keys()];
    const seeing = new Set(people.filter((_, position) => visible[position]?.has(row)));
    const candidates = each.candidates.filter(
      ({ role, identityKey }) => each.refused(role) !== null || seeing.has(identityKey),
    );
    return { ...each, candidates };
  });
}

/** What is to be asked of one table: each row by its key and each person by their identity, once. */
interface TableQuestion {
  relationOid: number;
  keyNames: string[];
  keys: Map<string, (string | null)[]>;
  identities: Map<string, Identity>;
}

/** Where the answer for this change will be; null when there is nothing to ask. */
function noteQuestion(
  tables: Map<number, TableQuestion>,
  { change, described, candidates, refused }: Passing,
): { table: TableQuestion; row: number } | null {
  // What was deleted can be asked for by nobody; its key alone is told, to all.
  if (!described.isSecured || change.type === "DELETE") return null;
  const asking = candidates.filter(({ role }) => refused(role) === null);
  if (asking.length === 0) return null;
  const { oid } = change.relation;
  const keyNames = described.columns.filter(({ isKey }) => isKey).map(({ name }) => name);
  const table = tables.get(oid) ?? {
    relationOid: oid,
    keyNames,
    keys: new Map<string, (string | null)[]>(),
    identities: new Map<string, Identity>(),
  };
  tables.set(oid, table);
  const key = keyNames.map((name) => change.row.values[change.row.names.indexOf(name)] ?? null);
  table.keys.set(JSON.stringify(key), key);
  for (const { identityKey, subscription } of asking) {
    table.identities.set(identityKey, subscription.listener.identity);
  }
  return { table, row: [...table.keys.keys()].indexOf(JSON.stringify(key)) };
}

/** One message a listener for each shape of the data, with all the requests that it answers. */
function send(
  candidates: Candidate[],
  build: (candidate: Candidate) => Record<string, unknown>,
): void {
  const built = new Map<string, Record<string, unknown>>();
  const messages = new Map<ChangeListener, Map<string, number[]>>();
  for (const candidate of candidates) {
    const { listener, id, request } = candidate.subscription;
    const shape = JSON.stringify([candidate.role, request.selected]);
    if (!built.has(shape)) built.set(shape, build(candidate));
    const own = messages.get(listener) ?? new Map<string, number[]>();
    messages.set(listener, own.set(shape, [...(own.get(shape) ?? []), id]));
  }
  for (const [listener, shapes] of messages) {
    for (const [shape, ids] of shapes) listener.sendChange(ids, built.get(shape) ?? {});
  }
}

function buildData(
  change: LoggedChange,
  { columns, record, oldRecord, readable, isSecured }: DescribedChange,
  { subscription, role }: Candidate,
): Record<string, unknown> {
  const { selected } = subscription.request;
  const shown = columns.filter(
    ({ name, isKey }) =>
      readable.get(role)?.has(name) && (selected === null || isKey || selected.includes(name)),
  );
  const isTooLarge = measure(change) > largestChangeBytes;
  const pick = (row: Record<string, unknown>, from: typeof columns) =>
    Object.fromEntries(
      from
        .filter(({ name }) => Object.hasOwn(row, name))
        .map(({ name }) => [name, row[name]] as const)
        .filter(([, value]) => !isTooLarge || isShort(value)),
    );
  const isDelete = change.type === "DELETE";
  const shownOfOld = isDelete && isSecured ? shown.filter(({ isKey }) => isKey) : shown;
  return {
    ...describePlace(change),
    columns: shown.map(({ name, type }) => ({ name, type })),
    ...(isDelete ? {} : { record: pick(record, shown) }),
    ...(change.type === "INSERT" ? {} : { old_record: pick(oldRecord, shownOfOld) }),
    errors: isTooLarge ? ["Error 413: Payload Too Large"] : null,
  };
}

function describePlace({ relation, type, committedAt }: LoggedChange): Record<string, unknown> {
  const { schema, table } = relation;
  return { schema, table, type, commit_timestamp: committedAt.toISOString() };
}

function measure({ row, old }: LoggedChange): number {
  return [...row.values, ...old.values].reduce((sum, value) => sum + (value?.length ?? 0), 0);
}

function isShort(value: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(value) ?? "") <= shortValueBytes;
}
