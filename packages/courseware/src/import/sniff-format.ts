import type { DocumentFormat } from "@byteos/contracts/imported-document";
import { importError } from "./import-error.ts";

const formatByExtension: Readonly<Record<string, DocumentFormat>> = {
  pdf: "pdf",
  docx: "docx",
  md: "markdown",
  markdown: "markdown",
  mdown: "markdown",
  mkd: "markdown",
  rmd: "markdown",
  qmd: "markdown",
  txt: "markdown",
  html: "html",
  htm: "html",
  xhtml: "html",
};
const formatNames: Readonly<Record<DocumentFormat, string>> = {
  pdf: "PDF",
  docx: "Word (.docx)",
  markdown: "Markdown",
  html: "HTML",
};

export function extensionOf(fileName: string): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
}

type Content = DocumentFormat | "text" | { readonly foreign: string };

function startsWith(bytes: Uint8Array, ...signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

const foreignSignatures: readonly (readonly [string, readonly number[]])[] = [
  ["a PNG picture", [0x89, 0x50, 0x4e, 0x47]],
  ["a JPEG picture", [0xff, 0xd8, 0xff]],
  ["a GIF picture", [0x47, 0x49, 0x46, 0x38]],
  ["a Windows program", [0x4d, 0x5a, 0x90]],
  ["a Linux program", [0x7f, 0x45, 0x4c, 0x46]],
  ["a gzip archive", [0x1f, 0x8b]],
  ["a RAR archive", [0x52, 0x61, 0x72, 0x21]],
  ["a 7-Zip archive", [0x37, 0x7a, 0xbc, 0xaf]],
  ["a rich text (RTF) document", [0x7b, 0x5c, 0x72, 0x74, 0x66]],
];

function sniffContent(bytes: Uint8Array): Content {
  const head = Buffer.from(bytes.subarray(0, 4096));
  if (head.subarray(0, 1024).indexOf("%PDF-") >= 0) return "pdf";
  if (startsWith(bytes, 0x50, 0x4b)) return sniffZip(bytes);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    // Word keeps a password-protected .docx in the old container with an "EncryptedPackage" stream.
    const isEncrypted = Buffer.from(bytes.subarray(0, 1 << 20)).includes(
      Buffer.from("EncryptedPackage", "utf16le"),
    );
    if (isEncrypted) throw importError("import.encrypted-docx");
    return { foreign: "an old Office document (.doc, .xls or .ppt)" };
  }
  for (const [name, signature] of foreignSignatures) {
    if (startsWith(bytes, ...signature)) return { foreign: name };
  }
  const hasByteOrderMark = startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff);
  if (!hasByteOrderMark && head.includes(0)) return { foreign: "a binary file" };
  const text = decodeText(bytes.subarray(0, 4096)).trimStart();
  if (
    /^(?:<!--[\s\S]*?-->\s*|<\?xml[^>]*\?>\s*)*<(?:!doctype html|html|head|body)[\s>]/i.test(text)
  )
    return "html";
  return "text";
}

function sniffZip(bytes: Uint8Array): Content {
  // Entry names stand uncompressed in the archive's directory, at the end of the file.
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - (1 << 20))));
  const head = Buffer.from(bytes.subarray(0, 1 << 16));
  const has = (name: string): boolean => tail.includes(name) || head.includes(name);
  if (has("word/document") || (has("[Content_Types].xml") && has("word/"))) return "docx";
  if (has("ppt/")) return { foreign: "a PowerPoint presentation" };
  if (has("xl/")) return { foreign: "an Excel workbook" };
  if (has("application/vnd.oasis.opendocument")) return { foreign: "an OpenDocument file" };
  if (has("application/epub+zip")) return { foreign: "an EPUB book" };
  return { foreign: "a ZIP archive" };
}

/** Text of a file: UTF-8, or UTF-16 when a byte order mark says so; Latin-1 when it is no valid UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder("utf-16le").decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder("utf-16be").decode(bytes);
  const text = new TextDecoder("utf-8").decode(bytes);
  const broken = text.split("\ufffd").length - 1;
  return broken > 8 && broken > text.length / 200
    ? new TextDecoder("windows-1252").decode(bytes)
    : text;
}

/**
 * What a file really is, from its bytes; the name only decides between Markdown and HTML fragments.
 * Throws `import.wrong-type` naming both when the name promises something else.
 */
export function sniffFormat(fileName: string, bytes: Uint8Array): DocumentFormat {
  const extension = extensionOf(fileName);
  const promised = formatByExtension[extension];
  const content = sniffContent(bytes);
  if (typeof content === "object") {
    if (promised === undefined) {
      throw importError("import.unsupported-type", {
        message: `This is ${content.foreign}, which cannot be imported.`,
        details: { found: content.foreign },
      });
    }
    throw wrongType(extension, promised, content.foreign);
  }
  if (content === "text") {
    if (promised === undefined && extension !== "") {
      throw importError("import.unsupported-type", {
        message: `Files ending in .${extension} cannot be imported.`,
        details: { extension },
      });
    }
    if (promised === "pdf" || promised === "docx")
      throw wrongType(extension, promised, "plain text");
    return promised ?? "markdown";
  }
  const isTextual = content === "html" && promised === "markdown";
  if (promised !== undefined && promised !== content && !isTextual) {
    throw wrongType(extension, promised, formatNames[content]);
  }
  if (isTextual && extension !== "txt") return "markdown";
  return content;
}

function wrongType(extension: string, promised: DocumentFormat, found: string): Error {
  return importError("import.wrong-type", {
    message: `The name ends in .${extension}, which means ${formatNames[promised]}, but the content is ${found}.`,
    details: { extension, promised, found },
  });
}
