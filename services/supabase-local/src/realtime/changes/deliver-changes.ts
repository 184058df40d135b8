import type { Pool } from "pg";
import type { ChangeListeners, ChangeListener, ChangeSubscription } from "./change-listeners.ts";
import type { LoggedChange } from "./change-log.ts";
import { type DescribedChange, describeChange, findVisible } from "./change-questions.ts";
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

/** Tells a change to those who listen to its table, whose filters it passes, and who may see it. */
export async function deliverChange(
  pool: Pool,
  listeners: ChangeListeners,
  change: LoggedChange,
): Promise<void> {
  const { relation, type } = change;
  const subscriptions = listeners.find(relation.schema, relation.table, type);
  if (subscriptions.length === 0) return;
  const candidates = subscriptions.map((subscription): Candidate => {
    const { role, claims } = subscription.listener.identity;
    return { subscription, role, identityKey: JSON.stringify([role, claims]) };
  });
  const filters = numberFilters(subscriptions);
  const roles = [...new Set(candidates.map(({ role }) => role))];
  const described = await describeChange(pool, change, [...filters.values()], roles);
  const passing = candidates.filter((each) => passesFilters(each, described, [...filters.keys()]));
  const refused = refuseByRole(change, described);
  const allowed = await keepAllowed(pool, change, described, passing, refused);
  send(allowed, (candidate) => {
    const error = refused(candidate.role);
    return error === null
      ? buildData(change, described, candidate)
      : { ...describePlace(change), columns: [], record: {}, errors: [error] };
  });
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

async function keepAllowed(
  pool: Pool,
  change: LoggedChange,
  described: DescribedChange,
  candidates: Candidate[],
  refused: (role: string) => string | null,
): Promise<Candidate[]> {
  // What was deleted can be asked for by nobody; its key alone is told, to all.
  if (!described.isSecured || change.type === "DELETE") return candidates;
  const asking = candidates.filter(({ role }) => refused(role) === null);
  const identities = new Map(
    asking.map(({ identityKey, subscription }) => [identityKey, subscription.listener.identity]),
  );
  if (identities.size === 0) return candidates.filter(({ role }) => refused(role) !== null);
  const names = described.columns.filter(({ isKey }) => isKey).map(({ name }) => name);
  const values = names.map((name) => change.row.values[change.row.names.indexOf(name)] ?? null);
  const visible = await findVisible(pool, change.relation.oid, { names, values }, [
    ...identities.values(),
  ]);
  const seeing = new Set([...identities.keys()].filter((_, index) => visible[index] === true));
  return candidates.filter(
    ({ role, identityKey }) => refused(role) !== null || seeing.has(identityKey),
  );
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
