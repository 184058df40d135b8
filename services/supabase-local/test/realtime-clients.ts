import type {
  RealtimeChannel,
  RealtimeChannelOptions,
  RealtimeClientOptions,
  SupabaseClient,
} from "@supabase/supabase-js";
import { createClient } from "@supabase/supabase-js";
import { createSignedIn, type TestInstance } from "./running-instance.ts";

type ChannelConfig = RealtimeChannelOptions["config"];

export interface JoinOptions {
  config?: ChannelConfig;
  /** Called before the join, to listen. */
  listen?: (channel: RealtimeChannel) => void;
}

export interface JoinOutcome {
  channel: RealtimeChannel;
  status: string;
  error: string | null;
}

/** Clients of one test file, all disconnected at its end. */
export class RealtimeClients {
  readonly #instance: TestInstance;
  readonly #clients: SupabaseClient[] = [];

  constructor(instance: TestInstance) {
    this.#instance = instance;
  }

  /** A client with a socket of its own; `vsn` is the version of the protocol. */
  visitor(
    vsn: "1.0.0" | "2.0.0" = "2.0.0",
    key = this.#instance.publishableKey,
    options: RealtimeClientOptions = {},
  ): SupabaseClient {
    const client = createClient(this.#instance.url, key, {
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
      realtime: { vsn, timeout: 3_000, ...options },
    });
    this.#clients.push(client);
    return client;
  }

  admin(): SupabaseClient {
    return this.visitor("2.0.0", this.#instance.secretKey);
  }

  async signedIn(): Promise<{ client: SupabaseClient; userId: string }> {
    const { client, userId } = await createSignedIn(this.#instance);
    this.#clients.push(client);
    return { client, userId };
  }

  async disconnect(): Promise<void> {
    await Promise.all(
      this.#clients.map(async (client) => {
        await client.removeAllChannels();
        await client.realtime.disconnect();
      }),
    );
  }
}

/** Subscribes and waits for the first outcome, whatever it is. */
export function tryJoining(
  client: SupabaseClient,
  topic: string,
  { config = {}, listen }: JoinOptions = {},
): Promise<JoinOutcome> {
  const channel = client.channel(topic, { config });
  listen?.(channel);
  return new Promise((resolve) => {
    channel.subscribe((status, error) => {
      resolve({ channel, status, error: error?.message ?? null });
    });
  });
}

/** Subscribes, and throws when that does not succeed. */
export async function join(
  client: SupabaseClient,
  topic: string,
  options: JoinOptions = {},
): Promise<RealtimeChannel> {
  const { channel, status, error } = await tryJoining(client, topic, options);
  if (status !== "SUBSCRIBED") throw new Error(`${topic}: ${status} ${error ?? ""}`);
  return channel;
}

/** What came in, in its order. */
export class Inbox<Item> {
  readonly items: Item[] = [];
  #wake: (() => void) | null = null;

  readonly add = (item: Item): void => {
    this.items.push(item);
    this.#wake?.();
  };

  /** Waits until `count` items are there and returns all; throws after fifteen seconds. */
  async wait(count: number): Promise<Item[]> {
    const deadline = Date.now() + 15_000;
    while (this.items.length < count) {
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) throw new Error(`${this.items.length} of ${count} came: ${this.#show()}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.items;
  }

  #show(): string {
    return JSON.stringify(this.items).slice(0, 500);
  }
}

/** Joins with a listener for every broadcast. */
export async function listen(
  client: SupabaseClient,
  topic: string,
  config: ChannelConfig = {},
): Promise<{ channel: RealtimeChannel; inbox: Inbox<Record<string, unknown>> }> {
  const inbox = new Inbox<Record<string, unknown>>();
  const channel = await join(client, topic, {
    config,
    listen: (each) => each.on("broadcast", { event: "*" }, inbox.add),
  });
  return { channel, inbox };
}
