import type {
  RealtimeChannel,
  RealtimePostgresChangesPayload,
  SupabaseClient,
} from "@supabase/supabase-js";
import { postgresChangesFilter } from "@supabase/supabase-js";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Inbox, RealtimeClients, tryJoining } from "./realtime-clients.ts";
import { startTestInstance, type TestInstance } from "./running-instance.ts";

let instance: TestInstance;
let clients: RealtimeClients;

/** "things" are open to all; "notes" belong to a person; "whole" logs the row before; "silent" is not published. */
const tables = `
  create type public.mood as enum ('calm', 'wild');
  create table public.things (id int primary key, name text, amount numeric, tags text[], at timestamptz, feels mood,
    details jsonb, hidden text);
  grant select on public.things to anon, authenticated;
  revoke select on public.things from anon;
  grant select (id, name, amount, tags, at, feels, details) on public.things to anon;
  create table public.notes (id int primary key, person uuid, body text);
  alter table public.notes enable row level security;
  create policy own on public.notes for select to authenticated using (person = auth.uid());
  create table public.whole (id int primary key, name text, body text);
  alter table public.whole replica identity full;
  create table public.keyless (name text);
  create table public.silent (id int primary key);
  grant select on public.notes, public.whole, public.keyless, public.silent to anon, authenticated, service_role;
  create table public.pairs (name text, part int, person uuid, primary key (name, part));
  alter table public.pairs enable row level security;
  create policy own on public.pairs for select to authenticated using (person = auth.uid() and 10 / part > 0);
  grant select on public.pairs to authenticated;
  create table public.locked (id int primary key);
  revoke all on public.locked from anon, authenticated;
  alter publication supabase_realtime add table public.things, public.notes, public.whole, public.keyless,
    public.pairs, public.locked;
`;

beforeAll(async () => {
  instance = await startTestInstance("");
  clients = new RealtimeClients(instance);
  await instance.query(tables);
});
afterAll(async () => {
  await clients.disconnect();
  await instance.dispose();
});

type Row = Record<string, unknown>;
type Change = RealtimePostgresChangesPayload<Row> & { new: Row; old: Row };
interface Wish {
  event?: "*" | "INSERT" | "UPDATE" | "DELETE";
  table?: string;
  filter?: string;
  select?: string[];
}

let topics = 0;

/** Listens to changes on a topic of its own, and is sure to be told of all that follow. */
async function follow(client: SupabaseClient, wishes: Wish[]) {
  topics += 1;
  const inbox = new Inbox<Change>();
  const system = new Inbox<Record<string, unknown>>();
  const outcome = await tryJoining(client, `changes-${topics}`, {
    listen: (channel: RealtimeChannel) => {
      channel.on("system", {}, system.add);
      for (const wish of wishes) {
        const filter = { schema: "public", event: "*", ...wish } as const;
        channel.on<Row>(
          "postgres_changes",
          // safe because every event takes the same filter; the overloads ask for one at a time
          filter as { schema: string; event: "*" },
          inbox.add,
        );
      }
    },
  });
  const [first] = await system.wait(1);
  return { inbox, system, outcome, first };
}

const subscribed = {
  extension: "postgres_changes",
  status: "ok",
  message: "Subscribed to PostgreSQL",
};

describe("changes of a table", () => {
  it("come as they were committed, with values as JSON has them", async () => {
    const { inbox, first, outcome } = await follow(clients.visitor(), [{ table: "things" }]);
    expect(outcome.status).toBe("SUBSCRIBED");
    expect(first).toMatchObject(subscribed);
    await instance.query(`insert into public.things values
      (1, 'one', 1.50, '{a,"b c"}', '2026-01-02 03:04:05.678+02', 'calm', '{"deep": [1, null]}', 'secret')`);
    await instance.query(
      "update public.things set name = null, amount = 12345678901234.5 where id = 1",
    );
    await instance.query("begin; insert into public.things (id) values (99); rollback");
    await instance.query("update public.things set id = 2 where id = 1");
    await instance.query("delete from public.things where id = 2");
    const [inserted, updated, moved, deleted] = await inbox.wait(4);
    expect(inserted).toEqual({
      schema: "public",
      table: "things",
      eventType: "INSERT",
      commit_timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      errors: null,
      new: {
        id: 1,
        name: "one",
        amount: 1.5,
        tags: ["a", "b c"],
        at: "2026-01-02T01:04:05.678+00:00",
        feels: "calm",
        details: { deep: [1, null] },
      },
      old: {},
    });
    expect(updated).toMatchObject({
      eventType: "UPDATE",
      new: { id: 1, name: null, amount: 12_345_678_901_234.5 },
      old: { id: 1 },
    });
    expect(moved).toMatchObject({ eventType: "UPDATE", new: { id: 2 }, old: { id: 1 } });
    expect(deleted).toMatchObject({ eventType: "DELETE", new: {}, old: { id: 2 } });
    const age = Date.now() - Date.parse(String(inserted?.commit_timestamp));
    expect(Math.abs(age)).toBeLessThan(60_000);
  });

  it("come by kind, by filter, by column, and to each request its own", async () => {
    const { inbox } = await follow(clients.visitor(), [
      { table: "whole", event: "INSERT", filter: "id=in.(10,12)" },
      { table: "whole", event: "UPDATE", filter: "name=neq.quiet" },
      { table: "whole", event: "DELETE", filter: 'name=eq."a,b"' },
    ]);
    const narrow = await follow(clients.visitor(), [
      { table: "whole", event: "UPDATE", filter: "id=gte.11,id=lt.13", select: ["name"] },
    ]);
    await instance.query(
      "insert into public.whole values (10, 'loud', 'x'), (11, 'loud', 'x'), (12, 'quiet', 'x')",
    );
    await instance.query("update public.whole set body = 'y'");
    await instance.query("update public.whole set name = 'a,b' where id = 11");
    await instance.query("delete from public.whole");
    const seen = (await inbox.wait(6)).map(({ eventType, new: row, old }) => [
      eventType,
      (eventType === "DELETE" ? old : row)["id"],
    ]);
    expect(seen).toEqual([
      ["INSERT", 10],
      ["INSERT", 12],
      ["UPDATE", 10],
      ["UPDATE", 11],
      ["UPDATE", 11],
      ["DELETE", 11],
    ]);
    expect(inbox.items.at(-1)?.old).toEqual({ id: 11, name: "a,b", body: "y" });
    expect((await narrow.inbox.wait(3)).map((each) => [each.new, each.old])).toEqual([
      [
        { id: 11, name: "loud" },
        { id: 11, name: "loud" },
      ],
      [
        { id: 12, name: "quiet" },
        { id: 12, name: "quiet" },
      ],
      [
        { id: 11, name: "a,b" },
        { id: 11, name: "loud" },
      ],
    ]);
  });

  it.each([
    ["eq", postgresChangesFilter().eq("name", "Anna"), ["Anna"]],
    ["neq", postgresChangesFilter().neq("name", "Anna"), ["anton", "Berta (2)"]],
    ["lt and gt", postgresChangesFilter().gt("amount", 1).lt("amount", 10), ["anton"]],
    ["lte and gte", postgresChangesFilter().gte("amount", 1).lte("amount", 9), ["Anna", "anton"]],
    ["in", postgresChangesFilter().in("name", ["Anna", "Berta (2)"]), ["Anna", "Berta (2)"]],
    ["like", postgresChangesFilter().like("name", "A%"), ["Anna"]],
    ["ilike", postgresChangesFilter().ilike("name", "a%"), ["Anna", "anton"]],
    ["match", postgresChangesFilter().match("name", "^[a-z]+$"), ["anton"]],
    ["imatch", postgresChangesFilter().imatch("name", "^[a-z]+$"), ["Anna", "anton"]],
    ["is", postgresChangesFilter().is("at", null), ["Anna", "anton"]],
    ["isdistinct", postgresChangesFilter().isDistinct("feels", "calm"), ["anton", "Berta (2)"]],
    ["not", postgresChangesFilter().not("name", "in", ["Anna"]), ["anton", "Berta (2)"]],
  ])("pass the filter %s where Postgres says so", async (_, filter, names) => {
    const { inbox } = await follow(clients.visitor(), [
      { table: "things", event: "INSERT", filter: filter.build() },
      { table: "things", event: "DELETE", filter: "id=eq.30" },
    ]);
    await instance.query(`insert into public.things (id, name, amount, at, feels) values
      (31, 'Anna', 1, null, 'calm'), (32, 'anton', 9, null, 'wild'), (33, 'Berta (2)', 10, now(), null),
      (30, null, null, now(), 'calm')`);
    await instance.query("delete from public.things where id >= 30");
    const seen = (await inbox.wait(names.length + 1)).map(({ eventType, new: row }) =>
      eventType === "INSERT" ? row["name"] : eventType,
    );
    expect(seen).toEqual([...names, "DELETE"]);
  });

  it("of all tables of a schema come to whom asks for no table", async () => {
    const { inbox } = await follow(clients.visitor(), [{ event: "INSERT" }]);
    await instance.query("insert into public.silent values (1)");
    await instance.query("insert into public.whole values (50, 'w', 'w')");
    await instance.query("insert into public.things (id) values (50)");
    expect((await inbox.wait(2)).map(({ table }) => table)).toEqual(["whole", "things"]);
  });

  it("say that a value is too long, and that a table has no key or cannot be read", async () => {
    const { inbox } = await follow(clients.visitor(), [
      { table: "whole" },
      { table: "keyless" },
      { table: "locked" },
    ]);
    await instance.query("insert into public.whole values (60, 'short', repeat('x', 1100000))");
    await instance.query("update public.whole set name = 'changed' where id = 60");
    await instance.query("insert into public.keyless values ('x')");
    await instance.query("insert into public.locked values (1)");
    const [large, changed, keyless, locked] = await inbox.wait(4);
    expect(large).toMatchObject({
      new: { id: 60, name: "short" },
      errors: ["Error 413: Payload Too Large"],
    });
    expect(large?.new).not.toHaveProperty("body");
    expect(changed).toMatchObject({ new: { id: 60, name: "changed" } });
    expect(keyless).toMatchObject({ new: {}, errors: ["Error 400: Bad Request, no primary key"] });
    expect(locked).toMatchObject({ new: {}, errors: ["Error 401: Unauthorized"] });
  });

  it.each(["things", "notes"])("are all told, while many write at once (%s)", async (table) => {
    const { client, userId } = await clients.signedIn();
    const { inbox } = await follow(client, [{ table, event: "INSERT" }]);
    const text =
      table === "notes"
        ? "insert into public.notes (id, person) select $1, $2"
        : "insert into public.things (id, name) values ($1, $2)";
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      const connection = new Client({ connectionString: instance.adminDatabaseUrl });
      await connection.connect();
      for (let n = 0; n < 25; n += 1) {
        await connection.query(text, [1_000 + writer * 100 + n, userId]);
      }
      await connection.end();
    });
    await Promise.all(writers);
    const ids = (await inbox.wait(100)).map(({ new: row }) => Number(row["id"]));
    expect(new Set(ids).size).toBe(100);
    for (let writer = 0; writer < 4; writer += 1) {
      const own = ids.filter((id) => Math.floor((id - 1_000) / 100) === writer);
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
  });
});

describe("row level security", () => {
  it("decides for each listener, as whoever they are", async () => {
    const [ada, bo] = [await clients.signedIn(), await clients.signedIn()];
    const wishes: Wish[] = [{ table: "notes" }];
    const [adas, bos, visitors, admins] = [
      await follow(ada.client, wishes),
      await follow(bo.client, wishes),
      await follow(clients.visitor(), wishes),
      await follow(clients.admin(), wishes),
    ];
    await instance.query("insert into public.notes values (1, $1, 'of ada')", [ada.userId]);
    await instance.query("insert into public.notes values (2, $1, 'of bo')", [bo.userId]);
    await instance.query("update public.notes set body = 'still of ada' where id = 1");
    // A row that is gone before its change is looked at could be asked for by nobody.
    await Promise.all([adas.inbox.wait(2), bos.inbox.wait(1), admins.inbox.wait(3)]);
    await instance.query("delete from public.notes where id = 1");
    await instance.query("delete from public.notes where id = 2");
    expect((await adas.inbox.wait(4)).map(({ new: row }) => row)).toEqual([
      { id: 1, person: ada.userId, body: "of ada" },
      { id: 1, person: ada.userId, body: "still of ada" },
      {},
      {},
    ]);
    expect((await bos.inbox.wait(3)).map(({ new: row }) => row)).toEqual([
      { id: 2, person: bo.userId, body: "of bo" },
      {},
      {},
    ]);
    // That something was deleted is told to all, as by the hosted service: its key and no more.
    expect((await visitors.inbox.wait(2)).map(({ old }) => old)).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await admins.inbox.wait(5)).toMatchObject([{}, {}, {}, { old: { id: 1 } }, {}]);
  });

  it("decides for each of the changes that are committed together", async () => {
    const [ada, bo] = [await clients.signedIn(), await clients.signedIn()];
    const wishes: Wish[] = [{ table: "notes" }, { table: "things", filter: "id=gte.7000" }];
    const [adas, bos] = [await follow(ada.client, wishes), await follow(bo.client, wishes)];
    const ids = Array.from({ length: 600 }, (_, index) => 7_000 + index);
    await instance.query(
      `with noted as (
         insert into public.notes
         select id, case when id % 3 = 0 then $1::uuid else $2::uuid end, 'together' from unnest($3::int[]) id
       )
       insert into public.things (id) select id from unnest($3::int[]) id where id % 50 = 0`,
      [ada.userId, bo.userId, ids],
    );
    const of = (changes: Change[], table: string) =>
      changes.filter((change) => change.table === table).map(({ new: row }) => row["id"]);
    const shared = ids.filter((id) => id % 50 === 0);
    const adasIds = ids.filter((id) => id % 3 === 0);
    const toAda = await adas.inbox.wait(adasIds.length + shared.length);
    const toBo = await bos.inbox.wait(ids.length - adasIds.length + shared.length);
    expect(of(toAda, "notes")).toEqual(adasIds);
    expect(of(toBo, "notes")).toEqual(ids.filter((id) => id % 3 !== 0));
    expect([of(toAda, "things"), of(toBo, "things")]).toEqual([shared, shared]);
  });

  it("is asked by keys of several columns, and fails for those rows alone on which a policy does", async () => {
    const [ada, bo] = [await clients.signedIn(), await clients.signedIn()];
    const { inbox } = await follow(ada.client, [{ table: "pairs" }]);
    await instance.query(
      `insert into public.pairs values ('plain', 1, $1), ('fails', 0, $1), ('theirs', 1, $2),
         ('plain', 2, $1), ('it''s "quoted", \\', 3, $1)`,
      [ada.userId, bo.userId],
    );
    expect((await inbox.wait(3)).map(({ new: row }) => [row["name"], row["part"]])).toEqual([
      ["plain", 1],
      ["plain", 2],
      ['it\'s "quoted", \\', 3],
    ]);
  });

  it("is not kept from one change by another of a table that is gone", async () => {
    const { inbox } = await follow(clients.admin(), [{}]);
    await instance.query("create table public.passing (id int primary key)");
    await instance.query("alter publication supabase_realtime add table public.passing");
    await instance.query(`begin; insert into public.things (id) values (8001);
      insert into public.passing values (1); insert into public.things (id) values (8002);
      drop table public.passing; commit`);
    expect((await inbox.wait(2)).map(({ new: row }) => row["id"])).toEqual([8_001, 8_002]);
  });

  it("is asked with the newest token of a live socket", async () => {
    const ada = await clients.signedIn();
    const { inbox } = await follow(ada.client, [{ table: "notes", event: "INSERT" }]);
    const bo = await clients.signedIn();
    await instance.query("insert into public.notes values (11, $1, 'before')", [ada.userId]);
    await inbox.wait(1);
    const session = await bo.client.auth.getSession();
    await ada.client.realtime.setAuth(session.data.session?.access_token ?? "");
    // Pushes are handled in order: once this is answered, so is the token.
    const channel = ada.client.getChannels()[0];
    await channel?.track({});
    await instance.query("insert into public.notes values (12, $1, 'of ada')", [ada.userId]);
    await instance.query("insert into public.notes values (13, $1, 'of bo')", [bo.userId]);
    expect((await inbox.wait(2)).map(({ new: row }) => row["id"])).toEqual([11, 13]);
  });
});

describe("what cannot be listened to", () => {
  it.each([
    ["a table that is not published", { table: "silent" }, "Please check Realtime is enabled"],
    ["a table that there is not", { table: "none" }, "Please check Realtime is enabled"],
    [
      "a column that there is not",
      { table: "things", filter: "none=eq.1" },
      "invalid column for filter none",
    ],
    [
      "a column that may not be read",
      { table: "things", filter: "hidden=eq.x" },
      "invalid column for filter hidden",
    ],
    [
      "a selected column that may not be read",
      { table: "things", select: ["hidden"] },
      "invalid column for select hidden",
    ],
    [
      "a value of another type",
      { table: "things", filter: "id=eq.x" },
      "invalid input syntax for type integer",
    ],
    ["a broken pattern", { table: "things", filter: "name=match.(" }, "Exception:"],
    [
      "an operator that there is not",
      { table: "things", filter: "id=foo.1" },
      "Error parsing `filter` params",
    ],
  ] satisfies [string, Wish, string][])("is %s", async (_, wish, message) => {
    const { first, outcome } = await follow(clients.visitor(), [wish]);
    expect(outcome.status).toBe("SUBSCRIBED");
    expect(first).toMatchObject({ extension: "postgres_changes", status: "error" });
    expect(first?.["message"]).toContain(message);
  });

  it("refuses the join where the channel waits for its changes", async () => {
    const config = { postgres_changes_options: { wait: true, timeout: 3_000 } };
    const listenTo = (table: string) => (channel: RealtimeChannel) => {
      channel.on("postgres_changes", { event: "*", schema: "public", table }, () => {});
    };
    const bad = await tryJoining(clients.visitor(), "wait-1", {
      config,
      listen: listenTo("silent"),
    });
    expect(bad.status).toBe("CHANNEL_ERROR");
    expect(bad.error).toMatch(/^RealtimeDisabledForConfiguration: Unable to subscribe/);
    const good = await tryJoining(clients.visitor(), "wait-2", {
      config,
      listen: listenTo("whole"),
    });
    expect(good.status).toBe("SUBSCRIBED");
  });
});

describe("the log of changes", () => {
  it("is read on after its connection was lost, and listeners are told", async () => {
    const { inbox, system } = await follow(clients.visitor(), [
      { table: "whole", event: "INSERT" },
    ]);
    await instance.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'walsender'",
    );
    await system.wait(2);
    expect(system.items).toMatchObject([subscribed, subscribed]);
    await instance.query("insert into public.whole values (70, 'after', '')");
    expect(await inbox.wait(1)).toMatchObject([{ new: { id: 70 } }]);
  });

  it("keeps nothing of it for a reader that is gone", async () => {
    const slots = await instance.query<{ temporary: boolean }>(
      "select temporary from pg_replication_slots",
    );
    expect(slots).toEqual([{ temporary: true }]);
    const [setting] = await instance.query<{ max_slot_wal_keep_size: string }>(
      "show max_slot_wal_keep_size",
    );
    expect(setting?.max_slot_wal_keep_size).toBe("1GB");
  });
});
