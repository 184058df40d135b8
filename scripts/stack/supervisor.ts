import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { saveProcessRecords } from "./leftovers.ts";
import { recordOf, type ProcessRecord } from "./process-table.ts";
import { openRotatingLog, type RotatingLog } from "./rotating-log.ts";
import {
  launchService,
  type ReadyDetails,
  type RunningService,
  type ServiceSpec,
} from "./service.ts";

const restartDelaysMs = [500, 1000, 2000, 4000, 8000];
const calmMs = 60_000;

export class ServiceFailure extends Error {
  readonly service: string;
  readonly lastLines: readonly string[];

  constructor(service: string, reason: string, lastLines: readonly string[]) {
    super(reason);
    this.service = service;
    this.lastLines = lastLines;
  }
}

export type SupervisorEvents = {
  /** A service ended by itself and is being started again. */
  onRestart(service: string, reason: string): void;
  onRecovered(service: string, details: ReadyDetails): void;
  /** A service ended again and again, and stays down. */
  onGiveUp(failure: ServiceFailure): void;
};

export type Supervisor = {
  /** Starts and waits until ready. Throws ServiceFailure with the last log lines. */
  start(spec: ServiceSpec): Promise<ReadyDetails>;
  /** Stops the named services together and waits for them. */
  stop(names: readonly string[]): Promise<void>;
  killAll(): void;
};

type Entry = { running: RunningService | null; log: RotatingLog; isWanted: boolean };

export function createSupervisor(dataDir: string, events: SupervisorEvents): Supervisor {
  const entries = new Map<string, Entry>();

  function saveRecords(): void {
    const records: ProcessRecord[] = [];
    for (const [name, entry] of entries) {
      const record = entry.running && recordOf(name, entry.running.pid);
      if (record) records.push(record);
    }
    saveProcessRecords(dataDir, records);
  }

  function launch(entry: Entry, spec: ServiceSpec): RunningService {
    const running = launchService(spec, entry.log);
    entry.running = running;
    saveRecords();
    void running.ended.then(() => {
      if (entry.running === running) entry.running = null;
    });
    return running;
  }

  async function keepRunning(
    entry: Entry,
    spec: ServiceSpec,
    first: RunningService,
  ): Promise<void> {
    let running = first;
    let attempt = 0;
    let readyAt = Date.now();
    for (;;) {
      const reason = await running.ended;
      if (!entry.isWanted) return;
      if (Date.now() - readyAt > calmMs) attempt = 0;
      const delayMs = restartDelaysMs[attempt];
      if (delayMs === undefined) {
        entry.isWanted = false;
        events.onGiveUp(new ServiceFailure(spec.name, reason, entry.log.tail()));
        return;
      }
      attempt += 1;
      events.onRestart(spec.name, reason);
      await sleep(delayMs);
      if (!entry.isWanted) return;
      running = launch(entry, spec);
      const details = await running.ready.catch(() => null);
      if (details) {
        readyAt = Date.now();
        events.onRecovered(spec.name, details);
      } else {
        await running.stop();
      }
    }
  }

  return {
    async start(spec) {
      const known = entries.get(spec.name);
      const log = known?.log ?? openRotatingLog(join(dataDir, "logs", `${spec.name}.log`));
      const entry: Entry = { running: null, log, isWanted: true };
      entries.set(spec.name, entry);
      const running = launch(entry, spec);
      try {
        const details = await running.ready;
        void keepRunning(entry, spec, running);
        return details;
      } catch (error) {
        entry.isWanted = false;
        await running.stop();
        const reason = error instanceof Error ? error.message : String(error);
        throw new ServiceFailure(spec.name, reason, log.tail());
      }
    },

    async stop(names) {
      const stops = names.map(async (name) => {
        const entry = entries.get(name);
        if (!entry) return;
        entry.isWanted = false;
        await entry.running?.stop();
      });
      await Promise.all(stops);
      saveRecords();
    },

    killAll() {
      for (const entry of entries.values()) {
        entry.isWanted = false;
        entry.running?.kill();
      }
    },
  };
}
