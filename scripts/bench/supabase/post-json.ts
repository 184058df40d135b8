import { Agent, request } from "node:http";
import type { BenchInstance } from "./start-instance.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Posts with the plain HTTP client, which costs the measuring side less than `fetch`; throws unless 2xx. */
export function postJson(
  { url, publishableKey }: Pick<BenchInstance, "url" | "publishableKey">,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}${path}`,
      {
        method: "POST",
        agent,
        headers: {
          apikey: publishableKey,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(text),
          ...headers,
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const content = Buffer.concat(chunks).toString("utf8");
          const status = answer.statusCode ?? 0;
          if (status < 200 || status > 299) reject(new Error(`${path} answered ${status}`));
          else resolve(JSON.parse(content));
        });
      },
    );
    sent.on("error", reject);
    sent.end(text);
  });
}

/** How many of `work` get done a second when `parallel` of them run at all times. */
export async function measureRate(
  parallel: number,
  seconds: number,
  work: (lane: number) => Promise<void>,
): Promise<number> {
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  let done = 0;
  const lanes = Array.from({ length: parallel }, async (_, lane) => {
    while (performance.now() < endsAt) {
      await work(lane);
      done += 1;
    }
  });
  await Promise.all(lanes);
  return done / ((performance.now() - startedAt) / 1_000);
}
