import { AppError } from "@byteos/contracts/errors";

/** NUL and halves of surrogate pairs: JSON can escape them, Postgres can store neither. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

async function readText(request: Request, mostBytes: number): Promise<string> {
  const tooLarge = () => new AppError("limit", "request.too-large", "The request is too large");
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) throw tooLarge();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  // Counted as it comes: a body sent in chunks names no length.
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * The JSON of a request of at most `mostBytes`, its words such as a database can hold. Throws AppError
 * `request.too-large` or `request.invalid-json`.
 */
export async function readJsonBody(request: Request, mostBytes: number): Promise<unknown> {
  const text = await readText(request, mostBytes);
  try {
    if (!unstorable.test(text)) return JSON.parse(text);
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === "string" ? value.replaceAll("\u0000", "").toWellFormed() : value,
    );
  } catch {
    // Without the parser's own error as cause: it quotes what was sent.
    throw new AppError("validation", "request.invalid-json", "The request is not JSON");
  }
}
