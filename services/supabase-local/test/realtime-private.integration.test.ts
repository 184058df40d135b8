import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSupabaseLocal } from "../src/start-supabase-local.ts";
import { Inbox, join, listen, RealtimeClients, tryJoining } from "./realtime-clients.ts";
import { connect, startTestInstance, type TestInstance } from "./running-instance.ts";

let instance: TestInstance;
let clients: RealtimeClients;

/**
 * Members of a room read it; those who may speak write to it. "lobby" is read by all who are signed in, and
 * "odd" has a policy that fails.
 */
const policies = `
  create table public.members (room text, person uuid, speaks boolean, shows boolean, primary key (room, person));
  alter table public.members enable row level security;
  create policy own on public.members for select to authenticated using (person = auth.uid());
  create policy rooms_read on realtime.messages for select to authenticated using (
    realtime.topic() = 'lobby'
    or exists (select from public.members m where m.room = realtime.topic() and m.person = auth.uid()
      and (extension = 'broadcast' or m.shows)));
  create policy rooms_write on realtime.messages for insert to authenticated with check (
    exists (select from public.members m where m.room = realtime.topic() and m.person = auth.uid()
      and case extension when 'broadcast' then m.speaks else m.shows end));
  create policy odd on realtime.messages for select to authenticated
    using (realtime.topic() = 'odd' and 1 / (length(realtime.topic()) - 3) = 1);
`;

beforeAll(async () => {
  instance = await startTestInstance("");
  clients = new RealtimeClients(instance);
  await instance.query(policies);
});
afterAll(async () => {
  await clients.disconnect();
  await instance.dispose();
});

interface Person {
  client: SupabaseClient;
  userId: string;
}

async function addMember(room: string, { speaks = true, shows = true } = {}): Promise<Person> {
  const person = await clients.signedIn();
  await instance.query("insert into public.members values ($1, $2, $3, $4)", [
    room,
    person.userId,
    speaks,
    shows,
  ]);
  return person;
}

const unreadable = (topic: string) =>
  `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`;
const own = { private: true, broadcast: { ack: true, self: true } };

describe("a private channel", () => {
  it("opens for whom the policies let read, and for nobody else", async () => {
    const { client } = await addMember("room-1");
    expect((await tryJoining(client, "room-1", { config: own })).status).toBe("SUBSCRIBED");
    const stranger = await clients.signedIn();
    for (const [who, topic] of [
      [client, "room-2"],
      [stranger.client, "room-1"],
      [clients.visitor(), "room-1"],
      [clients.visitor(), "lobby"],
      [stranger.client, "odd"],
    ] as const) {
      const outcome = await tryJoining(who, topic, { config: own });
      expect(outcome).toMatchObject({ status: "CHANNEL_ERROR", error: unreadable(topic) });
    }
    expect((await tryJoining(stranger.client, "lobby", { config: own })).status).toBe("SUBSCRIBED");
    expect((await tryJoining(clients.admin(), "room-9", { config: own })).status).toBe(
      "SUBSCRIBED",
    );
  });

  it("carries broadcasts of those who may write only, and shares none with a public namesake", async () => {
    const speaker = await addMember("talk");
    const listener = await addMember("talk", { speaks: false });
    const said = await listen(speaker.client, "talk", own);
    const heard = await listen(listener.client, "talk", { private: true });
    const outside = await listen(clients.visitor(), "talk");
    await heard.channel.send({ type: "broadcast", event: "not-allowed", payload: {} });
    await outside.channel.send({ type: "broadcast", event: "from-outside", payload: {} });
    const sent = await said.channel.send({ type: "broadcast", event: "words", payload: { n: 1 } });
    expect(sent).toBe("ok");
    expect(await heard.inbox.wait(1)).toMatchObject([{ event: "words", payload: { n: 1 } }]);
    expect(said.inbox.items).toMatchObject([{ event: "words" }]);
    expect(outside.inbox.items).toEqual([]);
  });

  it("takes broadcasts over HTTP from those who may write", async () => {
    const speaker = await addMember("http");
    const mute = await addMember("http", { speaks: false });
    const { inbox } = await listen(speaker.client, "http", own);
    const send = async (client: SupabaseClient, event: string) => {
      await client.realtime.setAuth();
      const channel = client.channel("http", { config: { private: true } });
      await channel.httpSend(event, { from: event });
    };
    await send(mute.client, "mute");
    await send(clients.visitor(), "visitor");
    await send((await clients.signedIn()).client, "stranger");
    await send(clients.admin(), "admin");
    expect(await inbox.wait(1)).toMatchObject([{ event: "admin" }]);
  });

  it("shows presence to those who may read it, of those who may write it", async () => {
    const presence = (key: string) => ({
      config: { private: true, presence: { key, enabled: true } },
    });
    const ada = await addMember("shown");
    const hidden = await addMember("shown", { shows: false });
    const watching = await join(ada.client, "shown", presence("ada"));
    const blind = await join(hidden.client, "shown", presence("hidden"));
    expect(await watching.track({ n: 1 })).toBe("ok");
    expect(await blind.track({ n: 2 })).toBe("error");
    await expect.poll(() => Object.keys(watching.presenceState())).toEqual(["ada"]);
    await sleep(50);
    expect(blind.presenceState()).toEqual({});
  });
});

describe("a token that changes on a live socket", () => {
  it("closes the channels that it no longer opens, and those alone", async () => {
    const person = await addMember("renew");
    const closed = new Inbox<string>();
    const messages = new Inbox<{ message: string }>();
    const channel = person.client.channel("renew", { config: own });
    channel.on("system", {}, messages.add).subscribe(closed.add);
    await closed.wait(1);
    const lobby = await listen(person.client, "lobby", { private: true });
    await instance.query("delete from public.members where room = 'renew'");
    // The permission of a token is asked for once.
    const words = { type: "broadcast", event: "x", payload: {} } as const;
    expect(await channel.send(words, { timeout: 300 })).toBe("timed out");
    const refreshed = await person.client.auth.refreshSession();
    await person.client.realtime.setAuth(refreshed.data.session?.access_token ?? "");
    expect(await closed.wait(2)).toEqual(["SUBSCRIBED", "CLOSED"]);
    expect(messages.items).toMatchObject([
      { message: unreadable("renew").slice("Unauthorized: ".length), status: "error" },
    ]);
    await clients
      .admin()
      .channel("lobby", { config: { private: true } })
      .httpSend("on", {});
    expect(await lobby.inbox.wait(1)).toMatchObject([{ event: "on" }]);
  });
});

describe("broadcast from the database", () => {
  it("reaches private and public topics with what `realtime.send` is given, once it is committed", async () => {
    const member = await addMember("db");
    const { inbox } = await listen(member.client, "db", { private: true });
    const open = await listen(clients.visitor("1.0.0"), "db");
    await instance.query(`do $$ begin
      perform realtime.send('{"n": 1}', 'private', 'db');
      perform realtime.send('{"n": 2, "id": "mine"}', 'public', 'db', false);
      perform realtime.send_binary('\\x00ff', 'bytes', 'db', true);
    end $$`);
    await instance.query(`begin; select realtime.send('{}', 'undone', 'db'); rollback`);
    await instance.query(`select realtime.send('{"n": 3}', 'last', 'db')`);
    const [first, bytes, last] = await inbox.wait(3);
    expect(first).toEqual({
      type: "broadcast",
      event: "private",
      payload: { n: 1, id: expect.any(String) },
      meta: { id: expect.any(String) },
    });
    expect([...new Uint8Array(bytes?.["payload"] as ArrayBuffer)]).toEqual([0, 255]);
    expect(last).toMatchObject({ event: "last", payload: { n: 3 } });
    expect(await open.inbox.wait(1)).toMatchObject([
      { event: "public", payload: { n: 2, id: "mine" } },
    ]);
  });

  it("tells a topic what has become of a row, from a trigger", async () => {
    await instance.query(`
      create table public.notes (id int primary key, body text);
      create function public.tell_notes() returns trigger language plpgsql security definer as $$
      begin
        perform realtime.broadcast_changes('notes:' || coalesce(new.id, old.id), tg_op, tg_op, tg_table_name,
          tg_table_schema, new, old);
        return null;
      end $$;
      create trigger tell after insert or update or delete on public.notes
        for each row execute function public.tell_notes()`);
    const member = await addMember("notes:7", { speaks: false });
    const { inbox } = await listen(member.client, "notes:7", { private: true });
    await instance.query("insert into public.notes values (7, 'a'), (8, 'elsewhere')");
    await instance.query("update public.notes set body = 'b' where id = 7");
    await instance.query("delete from public.notes");
    const base = { schema: "public", table: "notes", id: expect.any(String) };
    expect((await inbox.wait(3)).map((each) => [each["event"], each["payload"]])).toEqual([
      ["INSERT", { ...base, operation: "INSERT", record: { id: 7, body: "a" }, old_record: null }],
      [
        "UPDATE",
        {
          ...base,
          operation: "UPDATE",
          record: { id: 7, body: "b" },
          old_record: { id: 7, body: "a" },
        },
      ],
      ["DELETE", { ...base, operation: "DELETE", record: null, old_record: { id: 7, body: "b" } }],
    ]);
  });

  it("never fails the transaction that it is part of", async () => {
    const rows = await instance.query<{ done: boolean }>(
      `select realtime.send('[1]', 'x', 'db') is not null as done`,
    );
    expect(rows).toHaveLength(1);
  });

  it("can be replayed on a private channel, and comes once", async () => {
    const member = await addMember("replay");
    for (const n of [1, 2, 3]) {
      await instance.query(`select realtime.send('{"n": ${n}}', 'old', 'replay')`);
      await sleep(2);
    }
    const replay = { since: Date.now() - 60_000, limit: 2 };
    const { inbox } = await listen(member.client, "replay", {
      private: true,
      broadcast: { replay },
    });
    await instance.query(`select realtime.send('{"n": 4}', 'new', 'replay')`);
    expect(await inbox.wait(3)).toMatchObject([
      { event: "old", payload: { n: 2 }, meta: { replayed: true } },
      { event: "old", payload: { n: 3 }, meta: { replayed: true } },
      { event: "new", payload: { n: 4 } },
    ]);
    const stranger = await clients.signedIn();
    const refused = await tryJoining(stranger.client, "replay", {
      config: { private: true, broadcast: { replay } },
    });
    expect(refused.error).toBe(unreadable("replay"));
  });

  it("is the only way to store: clients are told that they cannot", async () => {
    const { channel, inbox } = await listen(clients.admin(), "store", own);
    const kept = { type: "broadcast", event: "kept", payload: {}, persist: true } as const;
    expect(await channel.send(kept)).toMatch(/cannot store/);
    await expect(channel.httpSend("kept", {}, { persist: { ttl: 60 } })).rejects.toThrow(
      /cannot store/,
    );
    expect(await channel.send({ type: "broadcast", event: "sent", payload: {} })).toBe("ok");
    expect(await inbox.wait(1)).toMatchObject([{ event: "sent" }]);
  });

  it("says that it is ready where a channel asks", async () => {
    const messages = new Inbox<Record<string, unknown>>();
    await join(clients.visitor(), "ready", {
      config: { broadcast: { replication_ready: true } },
      listen: (channel) => channel.on("system", {}, messages.add),
    });
    expect(await messages.wait(1)).toEqual([
      {
        channel: "ready",
        extension: "system",
        message: "Replication connection established",
        status: "ok",
      },
    ]);
  });
});

describe("the realtime schema", () => {
  it("takes policies from a migration, and no other change", async () => {
    await expect(instance.query("alter table realtime.messages add x int")).rejects.toThrow(
      /permission denied/,
    );
    await expect(instance.query("drop function realtime.send_binary")).rejects.toThrow(
      /permission denied/,
    );
    const [row] = await instance.query<{ slots: number }>(
      "select count(*)::int as slots from pg_replication_slots where not temporary",
    );
    expect(row?.slots).toBe(0);
  });
});

describe("an instance of before there was realtime", () => {
  it("gets what it lacks when it is started again", async () => {
    const old = await startTestInstance("");
    await old.stop();
    const file = path.join(old.options.dataDir, "secrets.json");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/,\s*"supabase_realtime_admin": "[^"]+"/, ""));
    const again = await startSupabaseLocal(old.options);
    try {
      expect(await readFile(file, "utf8")).toMatch(/"supabase_realtime_admin": "[^"]+"/);
      const outcome = await tryJoining(connect(again.url, again.secretKey), "room", {
        config: own,
      });
      expect(outcome.status).toBe("SUBSCRIBED");
      await outcome.channel.socket.disconnect();
    } finally {
      await again.stop();
      await old.dispose();
    }
  }, 120_000);
});
