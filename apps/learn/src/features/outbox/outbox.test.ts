import "fake-indexeddb/auto";
import type { CourseId } from "@byteos/contracts/ids";
import type { LearningEventInput } from "@byteos/contracts/learning-event";
import type { SubmitAttemptInput, SubmittedAttempt } from "@byteos/usecases/attempt/submit-attempt";
import type { IngestResult } from "@byteos/usecases/event/ingest-events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeClientId } from "./outbox-entry.ts";
import { deleteOutbox, openOutboxStore, type OutboxStore, outboxName } from "./outbox-store.ts";
import type { OutboxTransport, Sent } from "./outbox-transport.ts";
import { Outbox, type OutboxListeners } from "./outbox.ts";

const courseId = "0b7f2a4e-8e55-4a42-9a35-2f6f6a8f9f10" as CourseId;

function makeEvent(): LearningEventInput {
  return {
    clientId: makeClientId(),
    type: "course_open",
    courseId,
    moduleId: null,
    blockId: null,
    modality: "text",
    durationSecs: null,
    occurredAt: new Date().toISOString(),
  };
}

function makeAttempt(): SubmitAttemptInput {
  return {
    clientId: makeClientId(),
    courseId,
    blockId: "question1" as SubmitAttemptInput["blockId"],
    answer: { kind: "true-false", value: true },
  };
}

const graded: SubmittedAttempt = {
  result: {
    answer: { kind: "true-false", value: true },
    score: 1,
    isCorrect: true,
    correctParts: [],
    isRevealed: false,
    solution: null,
    explanation: null,
    source: null,
  },
  progress: { courseId, progressPct: 50, isComplete: false, certificateId: null },
};

/** A server that keeps what it is sent and can be away, refuse, or lose its answers. */
class FakeServer implements OutboxTransport {
  readonly events = new Map<string, number>();
  readonly attempts: string[] = [];
  readonly batches: number[] = [];
  mode: "up" | "down" | "answer-lost" | "signed-out" | "refusing" = "up";

  async sendEvents(events: readonly LearningEventInput[]): Promise<Sent<IngestResult>> {
    if (this.mode === "down") return { outcome: "later" };
    if (this.mode === "signed-out") return { outcome: "signed-out" };
    if (this.mode === "refusing") return { outcome: "refused", code: "event.invalid-batch" };
    this.batches.push(events.length);
    for (const { clientId } of events)
      this.events.set(clientId, (this.events.get(clientId) ?? 0) + 1);
    if (this.mode === "answer-lost") return { outcome: "later" };
    const accepted = events.map(({ clientId }) => clientId);
    return { outcome: "done", value: { accepted, rejected: [], progress: [] } };
  }

  async sendAttempt(attempt: SubmitAttemptInput): Promise<Sent<SubmittedAttempt>> {
    if (this.mode === "down") return { outcome: "later" };
    if (this.mode === "signed-out") return { outcome: "signed-out" };
    if (this.mode === "refusing") return { outcome: "refused", code: "attempt.question-gone" };
    this.attempts.push(attempt.clientId);
    if (this.mode === "answer-lost") return { outcome: "later" };
    return { outcome: "done", value: graded };
  }
}

let server: FakeServer;
let userId: string;
let opened: { outbox: Outbox; store: OutboxStore }[];

async function open(listeners: OutboxListeners = {}, locks?: Pick<LockManager, "request">) {
  const store = await openOutboxStore(userId);
  const outbox = new Outbox({
    name: outboxName(userId),
    store,
    transport: server,
    listeners,
    locks,
    random: () => 1,
  });
  await outbox.start();
  opened.push({ outbox, store });
  return { outbox, store };
}

beforeEach(() => {
  server = new FakeServer();
  userId = makeClientId();
  opened = [];
});
afterEach(() => {
  for (const { outbox } of opened) outbox.close();
  vi.useRealTimers();
});

describe("Outbox", () => {
  it("has an event on disk before it counts, and forgets it once the server has it", async () => {
    server.mode = "down";
    const { outbox, store } = await open();
    const event = makeEvent();
    await outbox.record(event);
    expect(await store.list(10)).toMatchObject([{ entry: { kind: "event", event } }]);
    expect(outbox.status).toEqual({ state: "sending", waiting: 1 });
    server.mode = "up";
    expect(await outbox.flush()).toBe(true);
    expect(await store.count()).toBe(0);
    expect(outbox.status).toEqual({ state: "synced", waiting: 0 });
    expect([...server.events]).toEqual([[event.clientId, 1]]);
  });

  it("sends in batches, in order", async () => {
    server.mode = "down";
    const { outbox } = await open();
    const events = Array.from({ length: 120 }, makeEvent);
    for (const event of events) await outbox.record(event);
    server.mode = "up";
    await outbox.flush();
    expect(server.batches).toEqual([50, 50, 20]);
    expect([...server.events.keys()]).toEqual(events.map(({ clientId }) => clientId));
  });

  it("outlives the page: the next one sends what this one could not", async () => {
    server.mode = "down";
    const { outbox } = await open();
    const event = makeEvent();
    await outbox.record(event);
    expect(await outbox.flush()).toBe(false);
    expect(outbox.status).toEqual({ state: "waiting", waiting: 1 });
    outbox.close();
    server.mode = "up";
    const next = await open();
    expect(next.outbox.status.waiting).toBe(1);
    await next.outbox.flush();
    expect(server.events.get(event.clientId)).toBe(1);
  });

  it("sends again when an answer is lost, under the same id", async () => {
    server.mode = "answer-lost";
    const { outbox, store } = await open();
    const event = makeEvent();
    await outbox.record(event);
    await outbox.flush();
    expect(await store.count()).toBe(1);
    server.mode = "up";
    await outbox.flush();
    expect(server.events.get(event.clientId)).toBe(2);
    expect(await store.count()).toBe(0);
  });

  it("waits longer after each failure, at most a minute, and goes on by itself", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    server.mode = "down";
    const { outbox } = await open();
    const delays: number[] = [];
    const spy = vi.spyOn(globalThis, "setTimeout");
    for (let turn = 0; turn < 9; turn += 1) {
      if (turn === 0) await outbox.record(makeEvent());
      await outbox.flush();
      delays.push(Number(spy.mock.calls.findLast(([, delay]) => Number(delay) >= 500)?.[1]));
    }
    expect(delays.slice(0, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000]);
    expect(Math.max(...delays)).toBe(60_000);
    spy.mockRestore();
  });

  it("keeps everything when the session has ended", async () => {
    server.mode = "signed-out";
    const { outbox, store } = await open();
    await outbox.record(makeEvent());
    expect(await outbox.flush()).toBe(false);
    expect(outbox.status).toEqual({ state: "signed-out", waiting: 1 });
    expect(await store.count()).toBe(1);
  });

  it("lets one tab send at a time", async () => {
    server.mode = "down";
    const first = await open();
    for (let count = 0; count < 60; count += 1) await first.outbox.record(makeEvent());
    server.mode = "up";
    let held: Promise<unknown> = Promise.resolve();
    const request = ((_name: string, run: () => Promise<unknown>) => {
      held = held.then(run, run);
      return held;
    }) as LockManager["request"];
    const tabs = await Promise.all([
      open({}, { request }),
      open({}, { request }),
      open({}, { request }),
    ]);
    await Promise.all(tabs.map(({ outbox }) => outbox.flush()));
    expect([...server.events.values()].every((times) => times === 1)).toBe(true);
    expect(server.events.size).toBe(60);
  });

  it("never mixes learners of one device", async () => {
    server.mode = "down";
    const mine = await open();
    await mine.outbox.record(makeEvent());
    const firstUser = userId;
    userId = makeClientId();
    const other = await open();
    expect(await other.store.count()).toBe(0);
    userId = firstUser;
    expect(await (await openOutboxStore(firstUser)).count()).toBe(1);
    mine.outbox.close();
    await deleteOutbox(firstUser);
    expect(await (await openOutboxStore(firstUser)).count()).toBe(0);
  });
});

describe("attempts", () => {
  it("are graded at once with a connection", async () => {
    const { outbox, store } = await open();
    expect(await outbox.submit(makeAttempt())).toEqual({ outcome: "graded", attempt: graded });
    expect(await store.count()).toBe(0);
  });

  it("wait on the device without one, and are told when they are graded", async () => {
    server.mode = "down";
    const onGraded = vi.fn<NonNullable<OutboxListeners["onGraded"]>>();
    const { outbox } = await open({ onGraded });
    const attempt = makeAttempt();
    expect(await outbox.submit(attempt)).toEqual({ outcome: "queued" });
    expect(await outbox.listQueuedAttempts()).toEqual([attempt]);
    expect(outbox.status).toEqual({ state: "waiting", waiting: 1 });
    server.mode = "up";
    expect(await outbox.flush()).toBe(true);
    expect(onGraded).toHaveBeenCalledExactlyOnceWith(attempt, graded);
    expect(server.attempts).toEqual([attempt.clientId]);
  });

  it("are forgotten when the server will never take them", async () => {
    server.mode = "refusing";
    const { outbox, store } = await open();
    expect(await outbox.submit(makeAttempt())).toEqual({
      outcome: "refused",
      code: "attempt.question-gone",
    });
    expect(await store.count()).toBe(0);
  });
});

describe("leaving the page", () => {
  it("sends what it can and keeps it until it is confirmed", async () => {
    server.mode = "down";
    const { outbox, store } = await open();
    await outbox.record(makeEvent());
    await outbox.flushOnLeave();
    expect(await store.count()).toBe(1);
    server.mode = "up";
    await outbox.flushOnLeave();
    expect(await store.count()).toBe(0);
    expect(server.events.size).toBe(1);
  });
});
