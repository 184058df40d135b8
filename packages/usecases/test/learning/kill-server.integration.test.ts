import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import type { BlockId } from "@byteos/contracts/ids";
import { withTestDatabase } from "@byteos/testing/test-database";
import { afterAll, describe, expect, it } from "vitest";
import { enrollmentRow, makeEvent, makeLearner } from "./learner-world.ts";

const database = withTestDatabase();
const script = fileURLToPath(new URL("./event-server.ts", import.meta.url));
const total = 10_000;
const batchSize = 50;
const kills = 6;

let server: ChildProcess | null = null;
afterAll(() => server?.kill("SIGKILL"));

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === "object" && address !== null ? address.port : 0),
      );
    });
  });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("killing the server while a learner's device sends", () => {
  it("loses no acknowledged event and stores none twice", async () => {
    const world = await makeLearner(database, { modules: 2 });
    const port = await freePort();
    const start = () => {
      server = spawn(
        process.execPath,
        [script, database.appUrl, String(port), JSON.stringify(world.ctx)],
        {
          stdio: "ignore",
        },
      );
    };
    const events = Array.from({ length: total }, (_, index) =>
      makeEvent(world, {
        type: index % 2 === 0 ? "block_view" : "position_save",
        blockId: (world.paragraphs[index % 2] ?? "") as BlockId,
        durationSecs: 1,
      }),
    );
    const acknowledged = new Set<string>();
    const send = async (batch: typeof events): Promise<boolean> => {
      try {
        const response = await fetch(`http://127.0.0.1:${port}`, {
          method: "POST",
          body: JSON.stringify({ events: batch }),
          signal: AbortSignal.timeout(10_000),
        });
        if (!response.ok) return false;
        const { accepted } = (await response.json()) as { accepted: string[] };
        for (const clientId of accepted) acknowledged.add(clientId);
        return true;
      } catch {
        return false;
      }
    };

    start();
    let killed = 0;
    let refused = 0;
    for (let first = 0; first < total; first += batchSize) {
      const batch = events.slice(first, first + batchSize);
      const isKillDue =
        first > 0 && killed < kills && first >= ((killed + 1) * total) / (kills + 1);
      if (isKillDue) {
        killed += 1;
        // Odd times in the middle of a batch, even times by ending every connection of the database.
        const inFlight = send(batch);
        await pause(killed * 2);
        if (killed % 2 === 1) {
          server?.kill("SIGKILL");
          start();
        } else {
          await database.query(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'byteos_app' and datname = current_database()",
          );
        }
        await inFlight;
      }
      while (!(await send(batch))) {
        refused += 1;
        await pause(30);
      }
    }

    expect(killed).toBe(kills);
    expect(refused).toBeGreaterThan(0);
    expect(acknowledged.size).toBe(total);
    const [stored] = await database.query<{ rows: number; ids: number; minutes: number }>(
      `select count(*)::int as rows, count(distinct client_id)::int as ids,
         (select total_learning_minutes from learner_profiles where user_id = $1) as minutes
       from learning_events where user_id = $1`,
      [world.ctx.actor.userId],
    );
    expect(stored).toMatchObject({ rows: total, ids: total });
    expect(stored?.minutes).toBeCloseTo(total / 60, 3);
    expect(await enrollmentRow(database, world.enrollmentId)).toMatchObject({ progress_pct: 25 });
  }, 120_000);
});
