import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { isPublicAddress } from "./address-guard.ts";
import { fetchPage, type FetchPageOptions, type FetchPolicy } from "./fetch-page.ts";

describe("public addresses", () => {
  it.each([
    "127.0.0.1",
    "10.0.0.8",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "240.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:db8::1",
    "not an address",
  ])("%s is none", (address) => expect(isPublicAddress(address)).toBe(false));

  it.each(["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])(
    "%s is one",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
});

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<number> {
  server = createServer(handler);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Every name stands for this machine, and only names: an address in the URL itself is judged as always. */
function localPolicy(names: Readonly<Record<string, string>> = {}): FetchPolicy {
  return {
    resolve: async (hostname) => [{ address: names[hostname] ?? "127.0.0.1", family: 4 }],
    isAllowedAddress: (address) => address === "127.0.0.1" || isPublicAddress(address),
    isAllowedPort: () => true,
  };
}

const get = (url: string, options: FetchPageOptions = {}, policy = localPolicy()) =>
  fetchPage(url, options, policy);

describe("fetching", () => {
  it.each([
    ["ftp://example.org/x", "fetch.invalid-address"],
    ["file:///etc/passwd", "fetch.invalid-address"],
    ["https://user:secret@example.org/", "fetch.invalid-address"],
    ["http://example.org:25/", "fetch.private-address"],
    ["http://127.0.0.1/", "fetch.private-address"],
    ["http://[::1]/", "fetch.private-address"],
    ["http://[::ffff:169.254.169.254]/latest/meta-data", "fetch.private-address"],
    ["http://2130706433/", "fetch.private-address"],
    ["http://0x7f.1/", "fetch.private-address"],
    ["http://localhost/", "fetch.private-address"],
  ])("refuses %s", async (url, code) => {
    await expect(fetchPage(url)).rejects.toMatchObject({ code });
  });

  it("refuses a name when any of its addresses is private", async () => {
    const policy: FetchPolicy = {
      ...localPolicy(),
      isAllowedAddress: isPublicAddress,
      resolve: async () => [
        { address: "93.184.216.34", family: 4 },
        { address: "10.0.0.1", family: 4 },
      ],
    };
    await expect(get("http://mixed.example/", {}, policy)).rejects.toMatchObject({
      code: "fetch.private-address",
    });
  });

  it("connects to the address it checked and follows redirects by name", async () => {
    const port = await serve((request, response) => {
      if (request.url === "/old") return response.writeHead(302, { location: "/new.html" }).end();
      return response
        .writeHead(200, { "content-type": "text/html; charset=utf-8" })
        .end(`<p>${request.headers.host}</p>`);
    });
    const page = await get(`http://page.example:${port}/old`);
    expect(Buffer.from(page.bytes).toString()).toBe(`<p>page.example:${port}</p>`);
    expect(page).toMatchObject({
      url: `http://page.example:${port}/new.html`,
      mediaType: "text/html",
      fileName: "new.html",
    });
  });

  it("refuses a redirect to a private address, by name or number", async () => {
    const port = await serve((request, response) =>
      response
        .writeHead(302, {
          location: request.url === "/a" ? "http://169.254.169.254/" : "http://inside.example/",
        })
        .end(),
    );
    const policy = localPolicy({ "inside.example": "192.168.0.10" });
    for (const path of ["a", "b"]) {
      await expect(get(`http://page.example:${port}/${path}`, {}, policy)).rejects.toMatchObject({
        code: "fetch.private-address",
      });
    }
  });

  it("gives up on redirects without end", async () => {
    const port = await serve((request, response) =>
      response.writeHead(302, { location: `${request.url}x` }).end(),
    );
    await expect(get(`http://page.example:${port}/a`)).rejects.toMatchObject({
      code: "fetch.too-many-redirects",
    });
  });

  it("stops a body that is too large: announced, endless, or packed", async () => {
    const port = await serve((request, response) => {
      if (request.url === "/announced")
        return response
          .writeHead(200, { "content-type": "text/html", "content-length": String(10 * 1024 ** 3) })
          .write("x");
      if (request.url === "/packed")
        return response
          .writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" })
          .end(gzipSync(Buffer.alloc(5_000_000)));
      response.writeHead(200, { "content-type": "text/html" });
      const pour = (): void => {
        while (response.write(Buffer.alloc(65_536, 0x61)));
        response.once("drain", pour);
      };
      return pour();
    });
    for (const path of ["announced", "endless", "packed"]) {
      await expect(
        get(`http://page.example:${port}/${path}`, { maxBytes: 1_000_000 }),
      ).rejects.toMatchObject({ kind: "limit", code: "fetch.too-large" });
    }
  });

  it("gives up on a server that hangs before or within its answer", async () => {
    const port = await serve((request, response) => {
      if (request.url === "/drip") {
        response.writeHead(200, { "content-type": "text/html" });
        const timer = setInterval(() => response.write("x"), 50);
        response.on("close", () => clearInterval(timer));
      } else if (request.url === "/stall")
        response.writeHead(200, { "content-type": "text/html" }).write("start");
    });
    for (const path of ["silent", "stall"]) {
      await expect(
        get(`http://page.example:${port}/${path}`, { stallTimeoutMs: 1_100 }),
      ).rejects.toMatchObject({ code: "fetch.timeout" });
    }
    await expect(
      get(`http://page.example:${port}/drip`, { totalTimeoutMs: 400 }),
    ).rejects.toMatchObject({ code: "fetch.timeout" });
  }, 15_000);

  it("refuses errors and other kinds of content, and unpacks what is packed", async () => {
    const port = await serve((request, response) => {
      if (request.url === "/gone") return response.writeHead(404).end();
      if (request.url === "/film")
        return response.writeHead(200, { "content-type": "video/mp4" }).end("x");
      return response
        .writeHead(200, { "content-type": "text/markdown", "content-encoding": "gzip" })
        .end(gzipSync("# Hello"));
    });
    await expect(get(`http://page.example:${port}/gone`)).rejects.toMatchObject({
      code: "fetch.http-status",
    });
    await expect(get(`http://page.example:${port}/film`)).rejects.toMatchObject({
      code: "fetch.unsupported-type",
    });
    const page = await get(`http://page.example:${port}/notes`);
    expect(Buffer.from(page.bytes).toString()).toBe("# Hello");
    expect(page.fileName).toBe("notes.md");
  });
});
