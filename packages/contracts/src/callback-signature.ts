/** How far apart the clocks of the two ends may be, and how long a call-back may be under way. */
export const callbackToleranceSecs = 300;

export type SignatureVerdict = "genuine" | "stale" | "forged";

const encoder = new TextEncoder();

/**
 * The `byteos-signature` header of a call-back: `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "t.body">`.
 * `body` is signed as it is sent, byte by byte.
 */
export async function signCallback({
  secret,
  body,
  at,
}: {
  secret: string;
  body: string;
  at: Date;
}): Promise<string> {
  const seconds = Math.floor(at.getTime() / 1000);
  const signature = await crypto.subtle.sign(
    "HMAC",
    await importSecret(secret, "sign"),
    encoder.encode(`${seconds}.${body}`),
  );
  const hex = [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `t=${seconds},v1=${hex.join("")}`;
}

/**
 * Whether a call-back comes from a holder of one of the secrets and is recent. Several secrets, and several
 * `v1` in the header, let either end change its secret first. Compared in constant time.
 */
export async function verifyCallback({
  secrets,
  header,
  body,
  now,
}: {
  secrets: readonly string[];
  header: string | null;
  body: string;
  now: Date;
}): Promise<SignatureVerdict> {
  const fields = (header ?? "").slice(0, 1_000).split(",");
  const valuesOf = (name: string) =>
    fields.flatMap((field) =>
      field.trim().startsWith(`${name}=`) ? [field.trim().slice(name.length + 1)] : [],
    );
  const [seconds, ...more] = valuesOf("t");
  if (seconds === undefined || more.length > 0 || !/^\d{1,12}$/.test(seconds)) return "forged";
  const message = encoder.encode(`${seconds}.${body}`);
  const signatures = valuesOf("v1").slice(0, 4).flatMap(readHex);
  let isGenuine = false;
  for (const secret of secrets.filter((each) => each !== "")) {
    const key = await importSecret(secret, "verify");
    for (const signature of signatures) {
      if (await crypto.subtle.verify("HMAC", key, signature, message)) isGenuine = true;
    }
  }
  if (!isGenuine) return "forged";
  const awaySecs = Math.abs(now.getTime() / 1000 - Number(seconds));
  return awaySecs > callbackToleranceSecs ? "stale" : "genuine";
}

function importSecret(secret: string, use: "sign" | "verify") {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, [use]);
}

function readHex(text: string): Uint8Array<ArrayBuffer>[] {
  if (!/^[0-9a-f]{64}$/.test(text)) return [];
  return [Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))];
}
