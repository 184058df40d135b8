import { isAppError } from "@byteos/contracts/errors";
import { fromBufferPromise, type Entry, type ZipFile } from "yauzl";
import { importError } from "../import-error.ts";
import { readXmlEvents, refuseDoctype } from "./xml-events.ts";

const maxEntries = 5_000;
const maxInflatedBytes = 500 * 1024 * 1024;
const maxXmlBytes = 120 * 1024 * 1024;
/** Text compresses well; a thousand to one it does not. Small parts are let through whatever their ratio. */
const maxRatio = 250;
const smallPartBytes = 5 * 1024 * 1024;

export interface InspectedArchive {
  /** The XML parts, inflated within bounds, by name. */
  readonly parts: ReadonlyMap<string, string>;
  readonly externalPictures: number;
  readonly warnings: readonly string[];
}

interface Inflated {
  readonly entry: Entry;
  readonly bytes: Buffer;
}

/**
 * Walks a .docx before any library unpacks it: sizes that the directory claims, bytes that really
 * come out, entries that repeat, references that point outside. Nothing is ever fetched.
 */
export async function inspectArchive(bytes: Uint8Array): Promise<InspectedArchive> {
  const zip = await openArchive(bytes);
  const parts = new Map<string, string>();
  const names = new Set<string>();
  let claimed = 0;
  let inflated = 0;
  try {
    for await (const entry of entriesOf(zip)) {
      if (names.has(entry.fileName) || names.size >= maxEntries) {
        throw importError("import.zip-bomb", { details: { entries: names.size } });
      }
      names.add(entry.fileName);
      claimed += entry.uncompressedSize;
      checkRatio(entry, entry.uncompressedSize);
      if (claimed > maxInflatedBytes)
        throw importError("import.zip-bomb", { details: { claimed } });
      if (entry.isEncrypted()) throw importError("import.encrypted-docx");
      const read = await inflate(zip, entry, maxInflatedBytes - inflated);
      inflated += read.bytes.length;
      checkRatio(entry, read.bytes.length);
      if (/\.(?:xml|rels)$/i.test(entry.fileName)) parts.set(entry.fileName, xmlText(read));
    }
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    throw importError("import.truncated", { cause });
  } finally {
    zip.close();
  }
  if (!names.has("[Content_Types].xml")) throw importError("import.truncated");
  return { parts, ...inspectRelationships(parts) };
}

async function openArchive(bytes: Uint8Array): Promise<ZipFile> {
  try {
    return await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
      validateEntrySizes: true,
      autoClose: false,
    });
  } catch (cause) {
    throw importError("import.truncated", { cause });
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for await (const entry of zip.eachEntry()) yield entry;
}

function checkRatio(entry: Entry, inflatedBytes: number): void {
  const isSuspicious =
    inflatedBytes > smallPartBytes && inflatedBytes > entry.compressedSize * maxRatio;
  if (isSuspicious) {
    throw importError("import.zip-bomb", {
      details: {
        part: entry.fileName.slice(0, 100),
        inflatedBytes,
        compressedBytes: entry.compressedSize,
      },
    });
  }
}

async function inflate(zip: ZipFile, entry: Entry, budget: number): Promise<Inflated> {
  const stream = await zip.openReadStreamPromise(entry, {});
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > budget) {
      stream.destroy();
      throw importError("import.zip-bomb", { details: { inflatedBytes: length } });
    }
    chunks.push(chunk);
  }
  return { entry, bytes: Buffer.concat(chunks) };
}

function xmlText({ entry, bytes }: Inflated): string {
  if (bytes.length > maxXmlBytes)
    throw importError("import.zip-bomb", { details: { part: entry.fileName } });
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = bytes.toString(isUtf16 ? "utf16le" : "utf8");
  refuseDoctype(text);
  return text;
}

const dangerousTypes =
  /\/(?:attachedTemplate|oleObject|package|frame|subDocument|control|externalLink)$/i;

function inspectRelationships(parts: ReadonlyMap<string, string>): {
  externalPictures: number;
  warnings: string[];
} {
  let externalPictures = 0;
  let others = 0;
  for (const [name, xml] of parts) {
    if (!name.endsWith(".rels")) continue;
    for (const event of readXmlEvents(xml)) {
      if (event.kind !== "open" || !/(?:^|:)Relationship$/.test(event.name)) continue;
      if (event.attributes.TargetMode?.toLowerCase() !== "external") continue;
      const type = event.attributes.Type ?? "";
      if (/\/hyperlink$/i.test(type)) continue;
      // A template on the author's own disk is dead weight; one on a server is how macros are fetched.
      const target = event.attributes.Target ?? "";
      const isRemote =
        /^(?:https?|ftp|file|smb|\\\\)/i.test(target) && !/^file:\/\/\/[^/]/i.test(target);
      if (dangerousTypes.test(type) && isRemote) {
        throw importError("import.external-reference", {
          details: { type: type.split("/").at(-1) },
        });
      }
      if (/\/image$/i.test(type)) externalPictures += 1;
      else others += 1;
    }
  }
  const warnings: string[] = [];
  if (externalPictures > 0)
    warnings.push(
      `${externalPictures} picture(s) are linked, not contained, and were not fetched.`,
    );
  if (others > 0) warnings.push(`${others} reference(s) to other files were left alone.`);
  return { externalPictures, warnings };
}
