// Loaded by Deno before a function's own code: listens for the gateway alone, and says how it is doing.
const token = Deno.env.get("FUNCTION_TOKEN") ?? "";
const publicOrigin = new URL(Deno.env.get("SUPABASE_URL") ?? "http://localhost").origin;
// What Deno itself needed is no business of the function.
for (const name of ["FUNCTION_TOKEN", "DENO_DIR", "DENO_NO_UPDATE_CHECK", "PATH"])
  Deno.env.delete(name);

const listen = Deno.serve.bind(Deno);
const background = new Set();
let isServing = false;

globalThis.EdgeRuntime = {
  /** Work that goes on after the answer; the function is not put to sleep before it has ended. */
  waitUntil(promise) {
    const work = Promise.resolve(promise).finally(() => background.delete(work));
    background.add(work);
    return promise;
  },
};

Object.defineProperty(Deno, "serve", { configurable: false, writable: false, value: serve });

function serve(first, second) {
  if (isServing) throw new Error("A function may call Deno.serve once.");
  isServing = true;
  const isOptionsFirst = typeof first !== "function";
  const handler = isOptionsFirst ? (second ?? first.handler) : first;
  const onError = isOptionsFirst ? first.onError : undefined;
  if (typeof handler !== "function") throw new TypeError("Deno.serve needs a handler.");
  void endWithService();
  return listen(
    {
      hostname: "127.0.0.1",
      port: 0,
      onListen: ({ port }) => console.log(`${token} ${port}`),
      ...(onError === undefined ? {} : { onError }),
    },
    (request, info) => answer(handler, request, info),
  );
}

function answer(handler, request, info) {
  if (request.headers.get("x-function-token") !== token) return new Response(null, { status: 403 });
  if (request.headers.has("x-function-probe")) {
    return Response.json({ rssBytes: Deno.memoryUsage().rss, background: background.size });
  }
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  headers.delete("x-function-token");
  headers.set("host", new URL(publicOrigin).host);
  return handler(
    new Request(publicOrigin + pathname + search, {
      method: request.method,
      headers,
      body: request.body,
      signal: request.signal,
    }),
    info,
  );
}

// The end of standard input is the end of the service that started this. Begun late, as Deno waits for
// whatever this file leaves pending before it runs the function's own code.
async function endWithService() {
  const buffer = new Uint8Array(1);
  while ((await Deno.stdin.read(buffer).catch(() => null)) !== null);
  Deno.exit(0);
}
