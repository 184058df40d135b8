import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { callbackToleranceSecs, signCallback, verifyCallback } from "./callback-signature.ts";

const secret = "a secret of the two ends, long enough";
const body = '{"renderId":"1"}';
const at = new Date("2026-05-04T12:00:00.900Z");
const seconds = Math.floor(at.getTime() / 1000);

const verify = (
  changes: Partial<Parameters<typeof verifyCallback>[0]> & { header: string | null },
) => verifyCallback({ secrets: [secret], body, now: at, ...changes });

describe("signCallback", () => {
  it("is HMAC-SHA-256 of the time and the body, as any language computes it", async () => {
    const hex = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
    expect(await signCallback({ secret, body, at })).toBe(`t=${seconds},v1=${hex}`);
  });
});

describe("verifyCallback", () => {
  it("knows its own", async () => {
    const header = await signCallback({ secret, body, at });
    expect(await verify({ header })).toBe("genuine");
  });

  it("refuses another body, secret or time, and what is no signature", async () => {
    const header = await signCallback({ secret, body, at });
    expect(await verify({ header, body: `${body} ` })).toBe("forged");
    expect(await verify({ header, secrets: ["another secret, as long as it is"] })).toBe("forged");
    expect(await verify({ header, secrets: [] })).toBe("forged");
    expect(await verify({ header, secrets: [""] })).toBe("forged");
    const [, signature = ""] = header.split(",");
    for (const wrong of [
      null,
      "",
      signature,
      `t=${seconds + 1},${signature}`,
      `t=${seconds}`,
      `t=${seconds},v1=`,
      `t=${seconds},t=${seconds},${signature}`,
      `t=${seconds},${signature.toUpperCase()}`,
      `t=${seconds},v0=${signature.slice(3)}`,
      `t=NaN,${signature}`,
    ]) {
      expect(await verify({ header: wrong }), String(wrong)).toBe("forged");
    }
  });

  it("takes a signature with the old secret or the new one while both are in use", async () => {
    const old = await signCallback({ secret: "the secret of last year, retired soon", body, at });
    const both = `${old},${(await signCallback({ secret, body, at })).split(",")[1]}`;
    expect(await verify({ header: both })).toBe("genuine");
    const secrets = [secret, "the secret of last year, retired soon"];
    expect(await verify({ header: old, secrets })).toBe("genuine");
  });

  it("gives a call-back five minutes, either way", async () => {
    const header = await signCallback({ secret, body, at });
    const away = (secs: number) => new Date((seconds + secs) * 1000);
    for (const secs of [-callbackToleranceSecs, callbackToleranceSecs]) {
      expect(await verify({ header, now: away(secs) })).toBe("genuine");
      expect(await verify({ header, now: away(secs + Math.sign(secs)) })).toBe("stale");
    }
  });
});
