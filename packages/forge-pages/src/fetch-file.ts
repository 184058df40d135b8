import { RowPage } from "@byteos/contracts/file-inspection";
import { z } from "zod";

const atOnce = 1024 * 1024;
const Failure = z.object({ error: z.object({ message: z.string() }) });

async function fetchGood(address: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch {
    throw new Error("There is no connection. What is shown stays; try again.");
  }
  if (response.ok) return response;
  const failure = Failure.safeParse(await response.json().catch(() => null));
  throw new Error(failure.success ? failure.data.error.message : "This could not be loaded.");
}

/** Bytes `start` to before `end` of a file, with one request. */
export async function fetchRange(
  address: string,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const headers = { range: `bytes=${String(start)}-${String(end - 1)}` };
  return new Uint8Array(await (await fetchGood(address, { headers })).arrayBuffer());
}

/** Text from a byte on, up to the end of a line where there is one. */
export async function fetchText(
  address: string,
  start: number,
  size: number,
): Promise<{ text: string; nextByte: number | null }> {
  const end = Math.min(size, start + atOnce);
  const bytes = await fetchRange(address, start, end);
  const lineEnd = bytes.lastIndexOf(10) + 1;
  const used = end === size || lineEnd === 0 ? bytes.length : lineEnd;
  const text = new TextDecoder().decode(bytes.subarray(0, used));
  return { text, nextByte: start + used < size ? start + used : null };
}

export async function fetchRows(address: string): Promise<RowPage> {
  return RowPage.parse(await (await fetchGood(address)).json());
}
