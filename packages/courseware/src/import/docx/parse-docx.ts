import mammoth from "mammoth";
import type { ParsedContent } from "../html/parse-html.ts";
import type { ImageCollector } from "../image-collector.ts";
import { importError, throwIfCancelled } from "../import-error.ts";
import { inspectArchive } from "./inspect-archive.ts";
import { readStyleRoles } from "./style-roles.ts";
import { walkNodes, type WordDocument, type WordNode } from "./word-node.ts";
import { WordReader } from "./word-to-elements.ts";
import { readXmlEvents } from "./xml-events.ts";

/** Word documents as their author would print them: insertions accepted, deletions gone. */
export async function parseDocx(
  bytes: Uint8Array,
  collector: ImageCollector,
  signal?: AbortSignal,
): Promise<ParsedContent> {
  const archive = await inspectArchive(bytes);
  throwIfCancelled(signal);
  const document = await readWordDocument(bytes);
  throwIfCancelled(signal);
  const imageKeys = await readImages(document, collector);
  const styles = readStyleRoles(archive.parts.get("word/styles.xml") ?? "");
  const elements = new WordReader({ document, styles, imageKeys }).read();
  const warnings = [...archive.warnings];
  if (collector.skipped > 0)
    warnings.push(
      `${collector.skipped} picture(s) were left out: too large or of an unknown kind.`,
    );
  if (document.comments.length > 0)
    warnings.push(`${document.comments.length} review comment(s) were left out.`);
  const { title, language } = readCoreProperties(archive.parts.get("docProps/core.xml") ?? "");
  return {
    elements,
    warnings,
    ...(title === "" ? {} : { title }),
    ...(language === "" ? {} : { language }),
  };
}

async function readWordDocument(bytes: Uint8Array): Promise<WordDocument> {
  let document: WordDocument | null = null;
  await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
    {
      externalFileAccess: false,
      includeEmbeddedStyleMap: false,
      transformDocument: (read: WordDocument) => {
        document = read;
        // Only the model is wanted: an empty document makes the HTML that follows cost nothing.
        return { ...read, children: [] };
      },
    },
  );
  if (document === null) throw importError("import.unreadable");
  return document;
}

async function readImages(
  document: WordDocument,
  collector: ImageCollector,
): Promise<Map<WordNode, string | null>> {
  const keys = new Map<WordNode, string | null>();
  for (const node of walkNodes(document)) {
    if (node.type !== "image" || node.readAsBuffer === undefined) continue;
    try {
      keys.set(node, collector.add(await node.readAsBuffer()));
    } catch {
      keys.set(node, null);
      collector.skipped += 1;
    }
  }
  return keys;
}

function readCoreProperties(xml: string): { title: string; language: string } {
  const found = { title: "", language: "" };
  let current: "title" | "language" | null = null;
  for (const event of readXmlEvents(xml)) {
    if (event.kind === "open")
      current =
        event.name === "dc:title" ? "title" : event.name === "dc:language" ? "language" : null;
    else if (event.kind === "close") current = null;
    else if (current !== null) found[current] = event.text.trim();
  }
  return found;
}
