import { randomUUID } from "node:crypto";
import { signCallback } from "@byteos/contracts/callback-signature";
import type { RenderCallback } from "@byteos/contracts/render-callback";
import { withTestStack } from "@byteos/testing/test-stack";
import { describe, expect, it } from "vitest";

const secret = "the renderer's secret in this test";
const before = "the secret that it had before this one";
const stack = withTestStack({
  functionSecrets: { RENDER_HOOK_SECRET: secret, RENDER_HOOK_SECRET_BEFORE: before },
});

const finished = (): RenderCallback => ({
  status: "finished",
  deliveryId: randomUUID(),
  renderId: randomUUID(),
  finishedAt: "2026-05-04T12:00:00.000Z",
  output: {
    bucket: "media",
    path: "lessons/one.mp4",
    byteSize: 1_234,
    durationMs: 60_000,
    contentHash: "ab".repeat(32),
  },
});

const send = (body: string, signature: string | null) =>
  fetch(`${stack.stack.url}/functions/v1/render-hook`, {
    method: "POST",
    body,
    headers: signature === null ? {} : { "byteos-signature": signature },
  });

async function sendSigned(
  callback: unknown,
  at = new Date(),
  by = secret,
): Promise<[number, unknown]> {
  const body = JSON.stringify(callback);
  const response = await send(body, await signCallback({ secret: by, body, at }));
  return [response.status, await response.json()];
}

const recordsOf = ({ renderId }: RenderCallback) =>
  stack.query<{ status: string; details: unknown; finished_at: Date }>(
    "select status, details, finished_at from render_callbacks where render_id = $1",
    [renderId],
  );

describe("render-hook", () => {
  it("records what a renderer says", async () => {
    const callback = finished();
    expect(await sendSigned(callback)).toEqual([201, { outcome: "recorded" }]);
    expect(await recordsOf(callback)).toEqual([
      {
        status: "finished",
        details: { output: "output" in callback ? callback.output : null },
        finished_at: new Date(callback.finishedAt),
      },
    ]);
    const { deliveryId, renderId, finishedAt } = finished();
    const failed = {
      status: "failed",
      deliveryId,
      renderId,
      finishedAt,
      errorCode: "out-of-memory",
    };
    expect(await sendSigned(failed, new Date(), before)).toEqual([201, { outcome: "recorded" }]);
    expect(await recordsOf({ ...finished(), renderId })).toMatchObject([
      { status: "failed", details: { errorCode: "out-of-memory" } },
    ]);
  });

  it("records a delivery once, however often and however close together it comes", async () => {
    const callback = finished();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => sendSigned(callback)));
    expect(outcomes.filter(([status]) => status === 201)).toHaveLength(1);
    expect(outcomes.filter(([status]) => status === 200)).toHaveLength(19);
    expect(await recordsOf(callback)).toHaveLength(1);
    const other = { ...callback, finishedAt: "2026-05-04T13:00:00.000Z" };
    expect(await sendSigned(other)).toEqual([
      409,
      { error: { code: "delivery-already-recorded" } },
    ]);
    expect(await recordsOf(callback)).toHaveLength(1);
  });

  it("believes nobody without a fresh signature over exactly this body", async () => {
    const callback = finished();
    const body = JSON.stringify(callback);
    const signature = await signCallback({ secret, body, at: new Date() });
    const forged = [401, { error: { code: "signature-forged" } }];
    for (const [sent, header] of [
      [body, null],
      [body, "t=1,v1=00"],
      [body.replace("1234", "9999"), signature],
      [`${body} `, signature],
    ] as const) {
      const response = await send(sent, header);
      expect([response.status, await response.json()]).toEqual(forged);
    }
    expect(await sendSigned(callback, new Date(), "a secret that nobody was given")).toEqual(
      forged,
    );
    const old = new Date(Date.now() - 3_600_000);
    expect(await sendSigned(callback, old)).toEqual([401, { error: { code: "signature-stale" } }]);
    expect(await recordsOf(callback)).toEqual([]);
  });

  it("refuses what is not a call-back, and what is too large", async () => {
    const callback = finished();
    for (const wrong of [
      { ...callback, status: "running" },
      { ...callback, renderId: "1" },
      { ...callback, extra: true },
      { ...callback, output: { byteSize: -1 } },
      [],
      "text",
    ]) {
      expect(await sendSigned(wrong)).toEqual([422, { error: { code: "invalid-callback" } }]);
    }
    const large = { ...callback, errorCode: "x".repeat(30_000) };
    expect((await sendSigned(large))[0]).toBe(413);
    const read = await fetch(`${stack.stack.url}/functions/v1/render-hook`);
    expect([read.status, read.headers.get("allow")]).toEqual([405, "POST"]);
  });
});
