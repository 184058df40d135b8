import { certificateChecksPerWindow, formatVerificationCode } from "@byteos/contracts/certificate";
import { Factories } from "@byteos/testing/factories";
import { withTestStack } from "@byteos/testing/test-stack";
import { revokeCertificate } from "@byteos/usecases/certificate/revoke-certificate";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { completing } from "../learning/completing.ts";
import { type LearnerWorld, makeLearner } from "../learning/learner-world.ts";

const stack = withTestStack();
const { finish } = completing(stack);
let world: LearnerWorld;
let certificateId: string;
let code: string;

beforeAll(async () => {
  world = await makeLearner(stack, { modules: 1 });
  certificateId = await finish(world);
  const [row] = await stack.query<{ code: string }>(
    "select verification_code as code from certifications where id = $1",
    [certificateId],
  );
  code = row?.code ?? "";
});
beforeEach(() => stack.query("delete from rate_limits"));

const check = (path: string, init: RequestInit = {}) =>
  fetch(`${stack.stack.url}/functions/v1/verify-certificate${path}`, init);

describe("verify-certificate", () => {
  it("says what the certificate says, to anyone, and nothing else about the person", async () => {
    const response = await check(`/${code}`, { headers: { origin: "https://other.example" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("cache-control")).toBe("public, max-age=60");
    const body = (await response.json()) as Record<string, unknown>;
    expect(body).toMatchObject({
      code,
      state: "valid",
      revokedAt: null,
      page: `http://localhost:3900/verify/${code}`,
    });
    expect(Object.keys(body).sort()).toEqual([
      "code",
      "contentHash",
      "estimatedMinutes",
      "expiresAt",
      "issuedAt",
      "objectives",
      "organisationName",
      "page",
      "recipientName",
      "revokedAt",
      "score",
      "state",
      "title",
      "version",
    ]);
    const { actor } = world.ctx;
    for (const secret of [actor.userId, actor.email, actor.orgId, certificateId]) {
      expect(JSON.stringify(body)).not.toContain(secret);
    }
  });

  it("takes the code as people write it", async () => {
    const written = encodeURIComponent(formatVerificationCode(code).toLowerCase());
    for (const path of [`/${written}`, `?code=${written}`]) {
      expect((await check(path)).status, path).toBe(200);
    }
  });

  it("is not sent again to whoever has it, and tells HEAD the same", async () => {
    const first = await check(`/${code}`);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await check(`/${code}`, { headers: { "if-none-match": tag } });
      expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([
        304,
        "",
        etag,
      ]);
    }
    const other = await check(`/${code}`, { headers: { "if-none-match": '"other"' } });
    expect(other.status).toBe(200);
    const head = await check(`/${code}`, { method: "HEAD" });
    expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, etag, ""]);
  });

  it("tells an unknown code from what cannot be one, and keeps neither", async () => {
    const unknown = await check("/0000-0000-0000-0000-0000");
    expect([unknown.status, await unknown.json()]).toEqual([
      404,
      { error: { code: "unknown-code" } },
    ]);
    expect(unknown.headers.get("cache-control")).toBe("no-store");
    for (const path of ["", "/", "/hello", "/%ff", "?code=' or 1=1 --"]) {
      const response = await check(path);
      expect([response.status, await response.json()], path).toEqual([
        400,
        { error: { code: "malformed-code" } },
      ]);
    }
    expect((await check(`/${code}`, { method: "POST" })).status).toBe(405);
  });

  it("answers a preflight", async () => {
    const response = await check(`/${code}`, {
      method: "OPTIONS",
      headers: { origin: "https://other.example", "access-control-request-method": "GET" },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-methods")).toContain("GET");
  });

  it("slows down an address that tries many codes", async () => {
    const statuses: number[] = [];
    for (let turn = 0; turn < certificateChecksPerWindow + 3; turn += 1) {
      statuses.push((await check("/0000-0000-0000-0000-0000")).status);
    }
    expect(statuses.slice(0, certificateChecksPerWindow)).toEqual(
      Array.from({ length: certificateChecksPerWindow }, () => 404),
    );
    expect(statuses.at(-1)).toBe(429);
    const limited = await check(`/${code}`);
    expect(limited.headers.get("retry-after")).toBe("60");
    const buckets = await stack.query<{ bucket: string }>("select bucket from rate_limits");
    expect(JSON.stringify(buckets)).not.toContain("127.0.0.1");
  });

  it("shows a certificate that was taken back as such", async () => {
    const before = (await check(`/${code}`)).headers.get("etag");
    const admin = await new Factories(stack).memberContext("admin", world.ctx.actor.orgId);
    await revokeCertificate({ ctx: admin, input: { certificateId, reason: "Wrong name" } });
    const response = await check(`/${code}`, { headers: { "if-none-match": before ?? "" } });
    expect(response.status).toBe(200);
    const body = (await response.json()) as Record<string, unknown>;
    expect(body).toMatchObject({ state: "revoked" });
    expect(JSON.stringify(body)).not.toContain("Wrong name");
  });
});
