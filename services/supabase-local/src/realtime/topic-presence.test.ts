import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type PresenceDiff, type PresenceState, TopicPresence } from "./topic-presence.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What a client holds after a diff, as the official one works it out. */
function apply(state: PresenceState, { joins, leaves }: PresenceDiff): PresenceState {
  const metas = new Map(Object.entries(state).map(([key, value]) => [key, value.metas]));
  for (const [key, value] of Object.entries(joins)) {
    metas.set(key, [...(metas.get(key) ?? []), ...value.metas]);
  }
  for (const [key, value] of Object.entries(leaves)) {
    const gone = new Set(value.metas.map(({ phx_ref }) => phx_ref));
    metas.set(
      key,
      (metas.get(key) ?? []).filter(({ phx_ref }) => !gone.has(phx_ref)),
    );
  }
  const kept = [...metas].filter(([, each]) => each.length > 0);
  return Object.fromEntries(kept.map(([key, each]) => [key, { metas: each }]));
}

function sortState(state: PresenceState): unknown {
  return Object.entries(state)
    .map(([key, { metas }]) => [key, metas.map(({ phx_ref }) => phx_ref).toSorted()])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

describe("the diffs of a topic", () => {
  it("lead from any list to the present one", () => {
    const step = fc.oneof(
      fc.record({ act: fc.constant("track"), member: fc.nat(4), key: fc.constantFrom("a", "b") }),
      fc.record({ act: fc.constant("untrack"), member: fc.nat(4), key: fc.constant("") }),
      fc.record({ act: fc.constant("wait"), member: fc.constant(0), key: fc.constant("") }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (steps, joinsAt) => {
        const members = Array.from({ length: 5 }, (_, id) => ({ id }));
        let seen: PresenceState | null = null;
        const presence = new TopicPresence((diff) => {
          if (seen) seen = apply(seen, diff);
        });
        steps.forEach(({ act, member, key }, index) => {
          if (index === joinsAt) seen = presence.list();
          const who = members[member] ?? {};
          if (act === "track") presence.track(who, key, {});
          else if (act === "untrack") presence.untrack(who);
          else vi.advanceTimersByTime(20);
        });
        seen ??= presence.list();
        vi.advanceTimersByTime(20);
        expect(sortState(seen)).toEqual(sortState(presence.list()));
      }),
    );
  });

  it("say nothing of who came and went within a moment", () => {
    const diffs: PresenceDiff[] = [];
    const presence = new TopicPresence((diff) => diffs.push(diff));
    const member = {};
    presence.track(member, "key", { n: 1 });
    presence.untrack(member);
    vi.advanceTimersByTime(20);
    expect(diffs).toEqual([]);
  });
});
