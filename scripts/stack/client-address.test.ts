import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "./options.ts";

const preload = pathToFileURL(join(repositoryRoot, "scripts/stack/client-address.mjs")).href;
const server = `
  const { createServer } = require("node:http");
  createServer((request, response) => response.end(request.headers["x-forwarded-for"] ?? ""))
    .listen(0, "127.0.0.1", function () { console.log(this.address().port); });`;

async function addressSeen(env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ["--import", preload, "-e", server], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = await once(child.stdout, "data");
    const answer = await fetch(`http://127.0.0.1:${String(line).trim()}/`, {
      headers: { "x-forwarded-for": "203.0.113.9" },
    });
    return await answer.text();
  } finally {
    child.kill();
  }
}

describe("the address of a caller", () => {
  it("is the connection's, whatever the caller claims", async () => {
    expect(await addressSeen({ BYTEOS_BEHIND_PROXY: "" })).toBe("127.0.0.1");
  });

  it("is the proxy's word where a proxy stands in front", async () => {
    expect(await addressSeen({ BYTEOS_BEHIND_PROXY: "1" })).toBe("203.0.113.9");
  });
});
