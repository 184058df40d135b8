import { readFile, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  FunctionsFetchError,
  FunctionsHttpError,
  FunctionsRelayError,
  type SupabaseClient,
} from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWithFunctions, writeFunction } from "./instance-with-functions.ts";
import { connect, createSignedIn, type TestInstance } from "./running-instance.ts";

let instance: TestInstance;
let signedIn: SupabaseClient;
let visitor: SupabaseClient;

const config = `
[functions.public]
verify_jwt = false
[functions.crossed]
verify_jwt = false
[functions.off]
enabled = false
[edge_runtime.secrets]
FROM_CONFIG = "configured"
`;

beforeAll(async () => {
  instance = await startWithFunctions(config, {
    public: `
      Deno.serve(async (request) => {
        const url = new URL(request.url);
        switch (url.pathname) {
          case "/public/json":
            return Response.json({ got: await request.json(), type: request.headers.get("content-type") });
          case "/public/text":
            return new Response((await request.text()).toUpperCase());
          case "/public/bytes": {
            const bytes = new Uint8Array(await request.arrayBuffer());
            return new Response(bytes.reverse(), { headers: { "content-type": "application/octet-stream" } });
          }
          case "/public/form": {
            const form = await request.formData();
            const back = new FormData();
            back.set("name", form.get("name"));
            back.set("size", String(form.get("file").size));
            return new Response(back);
          }
          case "/public/events": {
            const encoder = new TextEncoder();
            const stream = new ReadableStream({
              async start(controller) {
                for (const word of ["one", "two", "three"]) {
                  controller.enqueue(encoder.encode("data: " + word + "\\n\\n"));
                  await new Promise((resolve) => setTimeout(resolve, 30));
                }
                controller.close();
              },
            });
            return new Response(stream, { headers: { "content-type": "text/event-stream" } });
          }
          case "/public/echo":
            return new Response(request.body, { headers: { "content-type": "application/octet-stream" } });
          case "/public/about":
            return Response.json({
              method: request.method,
              url: request.url,
              names: [...request.headers.keys()],
              forwardedFor: request.headers.get("x-forwarded-for"),
              region: request.headers.get("x-region"),
            });
          case "/public/refuse":
            return Response.json({ reason: "not today" }, { status: 422 });
          case "/public/throw":
            throw new Error("on purpose");
          default:
            return new Response(null, { status: 204 });
        }
      });`,
    guarded: `Deno.serve((request) => new Response(request.headers.get("authorization") ? "in" : "none"));`,
    crossed: `
      const headers = { "access-control-allow-origin": "https://one.example" };
      Deno.serve((request) =>
        request.method === "OPTIONS" ? new Response("ok", { headers }) : Response.json(1, { headers }));`,
    off: `Deno.serve(() => new Response("never"));`,
    surroundings: `
      const may = (name, work) => { try { work(); return name; } catch (error) { return error.name; } };
      Deno.serve(async () => Response.json({
        environment: Deno.env.toObject(),
        own: Deno.readTextFileSync(new URL("./index.ts", import.meta.url)).length > 0,
        others: [
          may("read", () => Deno.readTextFileSync("/etc/passwd")),
          may("secrets", () => Deno.readTextFileSync(new URL("../.env", import.meta.url))),
          may("write", () => Deno.writeTextFileSync(new URL("./made.txt", import.meta.url), "")),
          may("run", () => new Deno.Command("/bin/true").outputSync()),
          may("host", () => Deno.hostname()),
        ],
      }));`,
  });
  await writeFile(
    path.join(instance.folder, "supabase/functions/.env"),
    "GREETING=hello\nSUPABASE_URL=http://elsewhere.example\n",
  );
  signedIn = (await createSignedIn(instance)).client;
  visitor = instance.createVisitor();
});
afterAll(() => instance.dispose());

describe("what goes in and comes out", () => {
  it("is JSON", async () => {
    const { data, error } = await visitor.functions.invoke("public/json", {
      body: { name: "Ada" },
    });
    expect(error).toBeNull();
    expect(data).toEqual({ got: { name: "Ada" }, type: "application/json" });
  });

  it("is text", async () => {
    expect((await visitor.functions.invoke("public/text", { body: "softly" })).data).toBe("SOFTLY");
  });

  it("is bytes, as a blob or a buffer", async () => {
    const bytes = new Uint8Array([1, 2, 3, 255]);
    for (const body of [new Blob([bytes]), bytes.buffer]) {
      const { data } = await visitor.functions.invoke<Blob>("public/bytes", { body });
      expect([...new Uint8Array(await new Response(data).arrayBuffer())]).toEqual([255, 3, 2, 1]);
    }
  });

  it("is a form with a file", async () => {
    const body = new FormData();
    body.set("name", "report");
    body.set("file", new Blob(["x".repeat(70_000)]), "report.txt");
    const { data, error } = await visitor.functions.invoke<FormData>("public/form", { body });
    expect(error).toBeNull();
    expect([data?.get("name"), data?.get("size")]).toEqual(["report", "70000"]);
  });

  it("is a stream whose parts arrive as they are said", async () => {
    const { data } = await visitor.functions.invoke<Response>("public/events", { method: "GET" });
    const parts: string[] = [];
    for await (const part of data?.body?.pipeThrough(new TextDecoderStream()) ?? [])
      parts.push(part);
    expect(parts.join("")).toBe("data: one\n\ndata: two\n\ndata: three\n\n");
    expect(parts.length).toBeGreaterThan(1);
  });

  it("streams both ways at once: the first part is back before the last is sent", async () => {
    const encoder = new TextEncoder();
    let sendLast = () => {};
    const mayEnd = new Promise<void>((resolve) => (sendLast = resolve));
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(encoder.encode("first"));
        await mayEnd;
        controller.enqueue(encoder.encode(" last"));
        controller.close();
      },
    });
    const init = { method: "POST", body, duplex: "half" } as RequestInit;
    const response = await fetch(`${instance.url}/functions/v1/public/echo`, init);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe("first");
    sendLast();
    expect((await reader.read()).value).toBe(" last");
    expect((await reader.read()).done).toBe(true);
  });

  it("carries ten megabytes unharmed", async () => {
    const body = crypto.getRandomValues(new Uint8Array(65_536));
    const whole = Buffer.concat(Array.from({ length: 160 }, () => body));
    const { data } = await visitor.functions.invoke<Blob>("public/echo", {
      body: new Blob([whole]),
    });
    expect(Buffer.from(await new Response(data).arrayBuffer()).equals(whole)).toBe(true);
  });

  it("has the public address, any method, and the caller's own headers alone", async () => {
    const { data } = await visitor.functions.invoke("public/about?x=1", {
      method: "DELETE",
      headers: { "x-forwarded-for": "203.0.113.9", "cf-connecting-ip": "203.0.113.9" },
    });
    expect(data).toMatchObject({
      method: "DELETE",
      url: `${instance.url}/public/about?x=1`,
      forwardedFor: "127.0.0.1",
    });
    const { names } = data as { names: string[] };
    expect(names).not.toContain("cf-connecting-ip");
    expect(names.filter((name) => name.startsWith("x-function-"))).toEqual([]);
  });
});

describe("failures", () => {
  it("of the function are FunctionsHttpError with its own answer", async () => {
    const refused = await visitor.functions.invoke("public/refuse");
    expect(refused.error).toBeInstanceOf(FunctionsHttpError);
    const answer = refused.error as FunctionsHttpError;
    expect(answer.context.status).toBe(422);
    expect(await answer.context.json()).toEqual({ reason: "not today" });
    const thrown = await visitor.functions.invoke("public/throw");
    expect(thrown.error).toBeInstanceOf(FunctionsHttpError);
    expect(await (thrown.error as FunctionsHttpError).context.text()).toBe("Internal Server Error");
    expect((await visitor.functions.invoke("public/text", { body: "on" })).data).toBe("ON");
  });

  it("of the platform are FunctionsRelayError", async () => {
    await writeFunction(instance, "broken", "this is not a program");
    const { error } = await signedIn.functions.invoke("broken");
    expect(error).toBeInstanceOf(FunctionsRelayError);
    const { context } = error as FunctionsRelayError;
    expect(context.status).toBe(503);
    expect(await context.json()).toMatchObject({ code: "BOOT_ERROR" });
    const log = await readFunctionLog("broken");
    expect(log).toContain("broken/index.ts");
  });

  it("of the network are FunctionsFetchError", async () => {
    const nobody = connect("http://127.0.0.1:9", instance.publishableKey);
    const { error } = await nobody.functions.invoke("public");
    expect(error).toBeInstanceOf(FunctionsFetchError);
    const slow = await visitor.functions.invoke("public/events", { timeout: 1, method: "GET" });
    expect(slow.error).toBeInstanceOf(FunctionsFetchError);
  });

  it("name a function that does not exist or is switched off", async () => {
    for (const name of ["nothing", "off", "..%2f..%2fsecrets", "_shared", ".env"]) {
      const { error } = await signedIn.functions.invoke(name);
      expect((error as FunctionsHttpError).context.status, name).toBe(404);
    }
  });
});

describe("verify_jwt", () => {
  it("lets a signed-in person in, and nobody else", async () => {
    expect((await signedIn.functions.invoke("guarded")).data).toBe("in");
    const none = await visitor.functions.invoke("guarded");
    const answer = (none.error as FunctionsHttpError).context;
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ code: 401, message: "Missing authorization header" });
    const forged = [
      instance.publishableKey,
      "eyJhbGciOiJub25lIn0.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.",
      `${(await signedIn.auth.getSession()).data.session?.access_token.slice(0, -4)}AAAA`,
    ];
    for (const token of forged) {
      const headers = { authorization: `Bearer ${token}` };
      const { error } = await visitor.functions.invoke("guarded", { headers });
      const { context } = error as FunctionsHttpError;
      expect(await context.json()).toEqual({ code: 401, message: "Invalid JWT" });
    }
  });

  it("leaves preflights and origins to the function", async () => {
    const url = `${instance.url}/functions/v1/crossed`;
    const headers = { origin: "https://one.example", "access-control-request-method": "POST" };
    const preflight = await fetch(url, { method: "OPTIONS", headers });
    expect(preflight.headers.get("access-control-allow-origin")).toBe("https://one.example");
    expect(await preflight.text()).toBe("ok");
    const answer = await fetch(url, { method: "POST" });
    expect(answer.headers.get("access-control-allow-origin")).toBe("https://one.example");
    const guarded = await fetch(`${instance.url}/functions/v1/guarded`, { method: "POST" });
    expect(guarded.headers.get("access-control-allow-origin")).toBe("*");
  });
});

describe("surroundings", () => {
  it("are the platform's variables and the project's secrets, and no more", async () => {
    const { data } = await signedIn.functions.invoke("surroundings");
    const { environment } = data as { environment: Record<string, string> };
    expect(environment).toMatchObject({
      GREETING: "hello",
      FROM_CONFIG: "configured",
      SUPABASE_URL: instance.url,
      SUPABASE_ANON_KEY: instance.publishableKey,
      SUPABASE_SERVICE_ROLE_KEY: instance.secretKey,
      SUPABASE_DB_URL: instance.adminDatabaseUrl,
      SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: instance.publishableKey }),
    });
    expect(JSON.parse(environment["SUPABASE_JWKS"] ?? "")).toHaveProperty("keys");
    for (const name of ["PATH", "HOME", "FUNCTION_TOKEN"])
      expect(environment).not.toHaveProperty(name);
  });

  it("are its own folder to read, and the network", async () => {
    const { data } = await signedIn.functions.invoke("surroundings");
    const { own, others } = data as { own: boolean; others: string[] };
    expect(own).toBe(true);
    expect(others).toEqual(Array.from({ length: 5 }, () => "NotCapable"));
  });

  it("change with the files: the next request runs the new code", async () => {
    await writeFunction(instance, "changing", `Deno.serve(() => new Response("old"));`);
    expect((await signedIn.functions.invoke("changing")).data).toBe("old");
    await writeFunction(
      instance,
      "changing",
      `import { word } from "../_shared/word.ts"; Deno.serve(() => new Response(word));`,
      { "../_shared/word.ts": `export const word: string = "new";` },
    );
    expect((await signedIn.functions.invoke("changing")).data).toBe("new");
    const shared = path.join(instance.folder, "supabase/functions/_shared/word.ts");
    await writeFile(shared, `export const word: string = "newer";`);
    await utimes(shared, new Date(), new Date(Date.now() + 1_000));
    expect((await signedIn.functions.invoke("changing")).data).toBe("newer");
  });
});

async function readFunctionLog(name: string): Promise<string> {
  const file = path.join(instance.options.dataDir, "functions/logs", `${name}.log`);
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const text = await readFile(file, "utf8").catch(() => "");
    if (text !== "") return text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Nothing was logged of ${name}.`);
}
