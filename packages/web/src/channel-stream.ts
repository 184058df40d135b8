import { REALTIME_SUBSCRIBE_STATES, type SupabaseClient } from "@supabase/supabase-js";

const heartbeatMs = 25_000;
/** The browser comes back by itself, with a session that is fresh by then. */
const longestMs = 4 * 60_000;

/**
 * Passes on what a private channel says as server-sent events: `joined` once it is listened to, then one event
 * for each broadcast of that name, without what it carries. The person's session stays on the server, out of
 * reach of scripts. 404 where the channel is not for them.
 */
export async function streamChannel({
  client,
  topic,
  event,
  signal,
}: {
  /** As the person. */
  readonly client: SupabaseClient;
  readonly topic: string;
  readonly event: string;
  /** Of the request. */
  readonly signal: AbortSignal;
}): Promise<Response> {
  const { data } = await client.auth.getSession();
  await client.realtime.setAuth(data.session?.access_token ?? null);
  const channel = client.channel(topic, { config: { private: true } });
  const encoder = new TextEncoder();
  let send: (text: string) => void = () => {};
  let end: () => void = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = (text) => controller.enqueue(encoder.encode(text));
      const heartbeat = setInterval(() => send(": here\n\n"), heartbeatMs);
      const limit = setTimeout(() => end(), longestMs);
      end = () => {
        end = () => {};
        send = () => {};
        clearInterval(heartbeat);
        clearTimeout(limit);
        void leave(client);
        try {
          controller.close();
        } catch {
          // Closed by the other side already.
        }
      };
    },
    cancel: () => end(),
  });
  const isJoined = await new Promise<boolean>((resolve) => {
    channel
      .on("broadcast", { event }, () => send(`event: ${event}\ndata: {}\n\n`))
      .subscribe((status) => {
        if (status === REALTIME_SUBSCRIBE_STATES.SUBSCRIBED) {
          send("event: joined\ndata: {}\n\n");
          resolve(true);
          return;
        }
        resolve(false);
        end();
      });
  });
  if (!isJoined) {
    await leave(client);
    return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  }
  if (signal.aborted) end();
  signal.addEventListener("abort", () => end());
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      // Proxies would hold it back until it ends.
      "x-accel-buffering": "no",
    },
  });
}

async function leave(client: SupabaseClient): Promise<void> {
  await client.removeAllChannels();
  await client.realtime.disconnect();
}
