import { globSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";

// The real routes of Studio's API in a process of their own, on a port of their own, so that a test can kill it.
const standIn = new URL("next-stand-in.mjs", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "next/headers" || specifier === "next/navigation"
      ? { url: standIn, shortCircuit: true }
      : next(specifier, context),
});

type Params = Readonly<Record<string, string>>;
type Handle = (request: Request, props: { params: Promise<Params> }) => Promise<Response>;
interface Route {
  readonly pattern: RegExp;
  readonly methods: Readonly<Record<string, Handle | undefined>>;
}

const app = join(import.meta.dirname, "../../../studio/src/app");
const routes: Route[] = [];
for (const file of globSync("api/forge/**/route.ts", { cwd: app }).sort()) {
  const path = file
    .slice(0, -"/route.ts".length)
    .replaceAll("\\", "/")
    .replaceAll(/\[(\w+)\]/g, "(?<$1>[^/]+)");
  const methods: Route["methods"] = await import(pathToFileURL(join(app, file)).href);
  routes.push({ pattern: new RegExp(`^/${path}$`), methods });
}
const { withRequest }: { withRequest: <T>(request: Request, work: () => T) => T } = await import(
  standIn
);

const server = createServer((incoming, outgoing) => {
  answer(incoming)
    .then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    })
    .catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      outgoing.writeHead(500).end();
    });
});
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" && address !== null ? address.port : 0);
});
process.on("disconnect", () => process.exit());

async function answer(incoming: IncomingMessage): Promise<Response> {
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const headers = new Headers({ "x-request-id": crypto.randomUUID() });
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === "string") headers.set(name, value);
  }
  const method = incoming.method ?? "GET";
  const isReading = method === "GET" || method === "HEAD";
  const body = isReading ? null : await new Response(Readable.toWeb(incoming) as never).text();
  const request = new Request(url, { method, headers, body });
  for (const { pattern, methods } of routes) {
    const match = pattern.exec(url.pathname);
    const handle = methods[method];
    if (match === null || handle === undefined) continue;
    const params = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
    return withRequest(request, () => handle(request, { params: Promise.resolve(params) }));
  }
  return new Response("Not found", { status: 404 });
}
