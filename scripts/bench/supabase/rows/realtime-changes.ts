import { createClient } from "@supabase/supabase-js";
import pg from "pg";
import { z } from "zod";
import { postJson } from "../post-json.ts";
import type { BenchInstance } from "../start-instance.ts";
import type { SupabaseBenchRow } from "../supabase-row.ts";

const people = 10;
const rowsOfRun = 2_000;
const Session = z.object({ access_token: z.string(), user: z.object({ id: z.string() }) });

const table = `
  create table if not exists public.bench_notes (id bigint generated always as identity primary key,
    person uuid not null, body text not null);
  alter table public.bench_notes enable row level security;
  drop policy if exists own on public.bench_notes;
  create policy own on public.bench_notes for select to authenticated using (person = (select auth.uid()));
  grant select on public.bench_notes to authenticated;
  alter publication supabase_realtime set table public.bench_notes;
`;

interface Listener {
  userId: string;
  /** Resolves when so many changes have come since the last call. */
  expect: (count: number) => Promise<void>;
  close: () => Promise<unknown>;
}

export const realtimeChangesRow: SupabaseBenchRow = {
  name: "realtime-changes",
  title: `changes of a table with row level security, decided for ${people} people each`,
  async measure({ instance, runs, note }) {
    const database = new pg.Client({ connectionString: instance.adminDatabaseUrl });
    await database.connect();
    const listeners: Listener[] = [];
    try {
      await database.query(table);
      for (let index = 0; index < people; index += 1) {
        listeners.push(await openListener(instance, index));
      }
      const insert = (count: number) =>
        database.query(
          `insert into public.bench_notes (person, body)
           select ($1::uuid[])[1 + n % $2], 'A note of some words ' || n from generate_series(0, $3 - 1) n`,
          [listeners.map(({ userId }) => userId), people, count],
        );
      const measure = async (count: number) => {
        const come = listeners.map((listener) => listener.expect(count / people));
        const startedAt = performance.now();
        await insert(count);
        await Promise.all(come);
        return count / ((performance.now() - startedAt) / 1_000);
      };
      await measure(200);
      const values: number[] = [];
      for (let run = 1; run <= runs; run += 1) {
        const rate = await measure(rowsOfRun);
        note(`Run ${run}: ${Math.round(rate)} a second`);
        values.push(rate);
      }
      return [{ name: "changes told", unit: "/s", values }];
    } finally {
      await Promise.all(listeners.map(({ close }) => close()));
      await database.end();
    }
  },
};

async function openListener(instance: BenchInstance, index: number): Promise<Listener> {
  const { user, access_token: token } = Session.parse(
    await postJson(instance, "/auth/v1/signup", {
      email: `changes-${index}-${Date.now()}@bench.example`,
      password: "a bench password",
    }),
  );
  const client = createClient(instance.url, instance.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  await client.realtime.setAuth(token);
  let left = 0;
  let done = () => {};
  const filter = { event: "INSERT", schema: "public", table: "bench_notes" } as const;
  await new Promise<void>((resolve, reject) => {
    client
      .channel("notes")
      .on("postgres_changes", filter, () => {
        left -= 1;
        if (left === 0) done();
      })
      .on("system", {}, ({ status, message }: { status: string; message: string }) =>
        status === "ok" ? resolve() : reject(new Error(message)),
      )
      .subscribe();
  });
  return {
    userId: user.id,
    expect: (count) =>
      new Promise((resolve) => {
        left = count;
        done = resolve;
      }),
    close: () => client.realtime.disconnect(),
  };
}
