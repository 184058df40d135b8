import type { BlockId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { learningEventRepository } from "@byteos/db/repositories/learning-event.repository";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { describe, expect, it } from "vitest";
import { enrollmentRow, makeEvent, makeLearner } from "./learner-world.ts";

const database = withTestDatabase();
const blockOf = (id: string | undefined) => id as BlockId;

async function storedIds(userId: string): Promise<string[]> {
  const rows = await database.query<{ client_id: string }>(
    "select client_id from learning_events where user_id = $1",
    [userId],
  );
  return rows.map((row) => row.client_id);
}

describe("ingestEvents", () => {
  it("stores events, completes read blocks and counts progress", async () => {
    const world = await makeLearner(database, { modules: 2 });
    const events = [
      makeEvent(world, { type: "course_open" }),
      makeEvent(world, {
        type: "block_view",
        blockId: blockOf(world.paragraphs[0]),
        durationSecs: 30,
      }),
    ];
    const result = await ingestEvents({ ctx: world.ctx, input: { events } });
    expect(result.accepted.toSorted()).toEqual(events.map((event) => event.clientId).toSorted());
    expect(result.rejected).toEqual([]);
    expect(result.progress).toMatchObject([
      { progressPct: 25, isComplete: false, certificateId: null },
    ]);
    expect(await enrollmentRow(database, world.enrollmentId)).toMatchObject({
      status: "in_progress",
      progress_pct: 25,
    });
    const [profile] = await database.query(
      "select total_learning_minutes, streak_days from learner_profiles where user_id = $1",
      [world.ctx.actor.userId],
    );
    expect(profile).toMatchObject({ total_learning_minutes: 0.5, streak_days: 1 });
  });

  it("changes nothing when a batch is sent again, alone or mixed with new events", async () => {
    const world = await makeLearner(database);
    const first = makeEvent(world, {
      type: "block_view",
      blockId: blockOf(world.paragraphs[0]),
      durationSecs: 60,
    });
    await ingestEvents({ ctx: world.ctx, input: { events: [first] } });
    const before = await enrollmentRow(database, world.enrollmentId);
    const replay = await ingestEvents({ ctx: world.ctx, input: { events: [first, first] } });
    expect(replay.accepted).toContain(first.clientId);
    expect(replay.progress).toEqual([]);
    expect(await enrollmentRow(database, world.enrollmentId)).toEqual(before);
    const second = makeEvent(world, { type: "course_open", durationSecs: 60 });
    await ingestEvents({ ctx: world.ctx, input: { events: [first, second] } });
    expect((await storedIds(world.ctx.actor.userId)).toSorted()).toEqual(
      [first.clientId, second.clientId].toSorted(),
    );
    const [profile] = await database.query(
      "select total_learning_minutes from learner_profiles where user_id = $1",
      [world.ctx.actor.userId],
    );
    expect(profile).toMatchObject({ total_learning_minutes: 2 });
  });

  it("stores each event once when the same batch arrives many times at once", async () => {
    const world = await makeLearner(database);
    const events = Array.from({ length: 40 }, () => makeEvent(world, { type: "course_open" }));
    await Promise.all(
      Array.from({ length: 12 }, (_, turn) =>
        ingestEvents({
          ctx: world.ctx,
          input: { events: turn % 2 === 0 ? events : events.toReversed() },
        }),
      ),
    );
    expect((await storedIds(world.ctx.actor.userId)).toSorted()).toEqual(
      events.map((event) => event.clientId).toSorted(),
    );
  });

  it("names the events it refuses and stores the others", async () => {
    const world = await makeLearner(database);
    const foreign = await makeLearner(database);
    const unopened = await new Factories(database).publishedCourse(world.ctx.actor.orgId);
    const good = makeEvent(world, { type: "course_open" });
    const ofOtherOrganisation = makeEvent(foreign, { type: "course_open" });
    const notEnrolled = makeEvent({ course: unopened }, { type: "course_open" });
    const unknownBlock = makeEvent(world, {
      type: "block_view",
      blockId: "nosuchblock" as BlockId,
    });
    const graded = makeEvent(world, { type: "quiz_attempt" });
    const malformed = { ...makeEvent(world, { type: "course_open" }), durationSecs: -5 };
    const result = await ingestEvents({
      ctx: world.ctx,
      input: {
        events: [
          good,
          ofOtherOrganisation,
          notEnrolled,
          unknownBlock,
          graded,
          malformed,
          "nonsense",
        ],
      },
    });
    expect(result.accepted).toEqual([good.clientId]);
    expect(result.rejected).toEqual(
      expect.arrayContaining([
        { clientId: ofOtherOrganisation.clientId, code: "not-enrolled" },
        { clientId: notEnrolled.clientId, code: "not-enrolled" },
        { clientId: unknownBlock.clientId, code: "unknown-place" },
        { clientId: graded.clientId, code: "server-only" },
        { clientId: malformed.clientId, code: "invalid" },
        { clientId: null, code: "invalid" },
      ]),
    );
    expect(await storedIds(world.ctx.actor.userId)).toEqual([good.clientId]);
    expect(await storedIds(foreign.ctx.actor.userId)).toEqual([]);
  });

  it("refuses a batch that is empty or too large, and people who may not take courses", async () => {
    const world = await makeLearner(database);
    const tooMany = Array.from({ length: 201 }, () => makeEvent(world, { type: "course_open" }));
    for (const events of [[], tooMany]) {
      await expect(ingestEvents({ ctx: world.ctx, input: { events } })).rejects.toMatchObject({
        kind: "validation",
        code: "event.invalid-batch",
      });
    }
    expect(await storedIds(world.ctx.actor.userId)).toEqual([]);
  });

  it("never completes a question by reading it", async () => {
    const world = await makeLearner(database);
    const events = world.course.blockIds.map((blockId) =>
      makeEvent(world, { type: "block_view", blockId }),
    );
    const { progress } = await ingestEvents({ ctx: world.ctx, input: { events } });
    expect(progress).toMatchObject([{ progressPct: 50, isComplete: false }]);
  });

  it("keeps the latest place by the learner's own time, whichever order events arrive in", async () => {
    const world = await makeLearner(database);
    const at = (blockId: string | undefined, minutesAgo: number) =>
      makeEvent(world, {
        type: "position_save",
        blockId: blockOf(blockId),
        occurredAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
      });
    await ingestEvents({ ctx: world.ctx, input: { events: [at(world.paragraphs[1], 1)] } });
    await ingestEvents({
      ctx: world.ctx,
      input: { events: [at(world.paragraphs[0], 9), at(world.questions[0], 5)] },
    });
    const [place] = await database.query(
      "select block_id from resume_positions where enrollment_id = $1",
      [world.enrollmentId],
    );
    expect(place).toEqual({ block_id: world.paragraphs[1] });
  });

  it("puts a device's clock right and dates nothing in the future", async () => {
    const world = await makeLearner(database);
    const ahead = 3 * 3_600_000;
    const deviceNow = Date.now() + ahead;
    const event = makeEvent(world, {
      type: "position_save",
      blockId: blockOf(world.paragraphs[0]),
      occurredAt: new Date(deviceNow - 120_000).toISOString(),
    });
    const undated = makeEvent(world, {
      type: "course_open",
      occurredAt: new Date(deviceNow).toISOString(),
    });
    await ingestEvents({
      ctx: world.ctx,
      input: { events: [event], deviceTime: new Date(deviceNow).toISOString() },
    });
    await ingestEvents({ ctx: world.ctx, input: { events: [undated] } });
    const rows = await database.query<{ client_id: string; occurred_at: Date }>(
      "select client_id, occurred_at from learning_events where user_id = $1",
      [world.ctx.actor.userId],
    );
    const timeOf = (id: string) =>
      rows.find((row) => row.client_id === id)?.occurred_at.getTime() ?? 0;
    expect(Math.abs(timeOf(event.clientId) - (Date.now() - 120_000))).toBeLessThan(30_000);
    expect(timeOf(undated.clientId)).toBeLessThanOrEqual(Date.now());
  });

  it("counts days in a row by the learner's calendar and starts again after a gap", async () => {
    const world = await makeLearner(database);
    const { userId } = world.ctx.actor;
    const onDay = async (daysAgo: number) => {
      const event = makeEvent(world, {
        type: "course_open",
        occurredAt: new Date(Date.now() - daysAgo * 86_400_000).toISOString(),
      });
      await ingestEvents({ ctx: world.ctx, input: { events: [event] } });
      const [row] = await database.query<{ streak_days: number }>(
        "select streak_days from learner_profiles where user_id = $1",
        [userId],
      );
      return row?.streak_days;
    };
    expect(await onDay(6)).toBe(1);
    expect(await onDay(5)).toBe(2);
    expect(await onDay(5)).toBe(2);
    expect(await onDay(2)).toBe(1);
    expect(await onDay(1)).toBe(2);
    expect(await onDay(4)).toBe(2);
    expect(await onDay(0)).toBe(3);
    const days = await asUser(world.ctx, (tx) =>
      learningEventRepository.listActiveDays(tx, { userId, utcOffsetMins: 0, from: new Date(0) }),
    );
    expect(days).toHaveLength(6);
  });

  it("leaves nothing of a batch whose connection dies, and takes the whole batch again", async () => {
    const world = await makeLearner(database);
    const events = Array.from({ length: 50 }, () => makeEvent(world, { type: "course_open" }));
    const { userId } = world.ctx.actor;
    // Holding the enrolment keeps the batch inside its transaction until its connection is ended.
    await database.superuser.query("begin");
    await database.superuser.query("select from enrollments where id = $1 for update", [
      world.enrollmentId,
    ]);
    const attempt = ingestEvents({ ctx: world.ctx, input: { events } });
    const outcome = attempt.then(
      () => "stored",
      () => "failed",
    );
    let ended = 0;
    while (ended === 0) {
      const { rows } = await database.superuser.query<{ ended: number }>(
        `select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and usename = 'byteos_app'`,
      );
      ended = rows[0]?.ended ?? 0;
    }
    await database.superuser.query("rollback");
    expect(await outcome).toBe("failed");
    expect(await storedIds(userId)).toEqual([]);
    await ingestEvents({ ctx: world.ctx, input: { events } });
    expect(await storedIds(userId)).toHaveLength(50);
  });

  it("lets a learner read their own events alone", async () => {
    const mine = await makeLearner(database);
    const other = await makeLearner(database, {
      ctx: await new Factories(database).memberContext("learner", mine.ctx.actor.orgId),
    });
    await ingestEvents({
      ctx: other.ctx,
      input: { events: [makeEvent(other, { type: "course_open" })] },
    });
    const seen = await asUser(mine.ctx, (tx) =>
      tx.learningEvent.count({ where: { userId: other.ctx.actor.userId } }),
    );
    expect(seen).toBe(0);
  });
});
