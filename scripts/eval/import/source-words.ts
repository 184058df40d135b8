import { getDocumentProxy } from "unpdf";
import { fromBufferPromise } from "yauzl";

export interface SourceText {
  readonly text: string;
  /** Headings of depth 1 to 3 that the source itself declares. */
  readonly headings: readonly string[];
}

/** The words of a file, extracted without any code of the importer. */
export async function readSourceText(extension: string, bytes: Buffer): Promise<SourceText> {
  switch (extension) {
    case "pdf":
      return readPdf(bytes);
    case "docx":
      return readDocx(bytes);
    case "html":
    case "htm":
      return readHtml(bytes.toString("utf8"));
    default:
      return readMarkdown(bytes.toString("utf8"));
  }
}

interface Bookmark {
  readonly title: string;
  readonly items: readonly Bookmark[];
}

interface Story {
  text: string;
  left: number;
  top: number;
}

/**
 * A page's words in reading order. Text is drawn story by story, but stories in any order: a new one
 * starts where the pen jumps up; they are read column by column, from the top. What the file itself
 * marks as an artefact (running heads, page numbers) is not counted among its words.
 */
async function readPdf(bytes: Buffer): Promise<SourceText> {
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const parts: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const open: boolean[] = [];
    const stories: Story[] = [];
    let lastY = Number.NEGATIVE_INFINITY;
    for (const item of items) {
      if (!("str" in item)) {
        if (item.type === "endMarkedContent") open.pop();
        else open.push("tag" in item && item.tag === "Artifact");
        continue;
      }
      if (open.includes(true)) continue;
      const [x, y] = [Number(item.transform[4]), Number(item.transform[5])];
      if (item.str.trim() !== "") {
        if (stories.length === 0 || y > lastY + height * 0.15)
          stories.push({ text: "", left: x, top: y });
        lastY = y;
      }
      const story = stories.at(-1);
      if (story === undefined) continue;
      story.left = item.str.trim() === "" ? story.left : Math.min(story.left, x);
      story.text += item.str.replace(/\p{Co}/gu, "") + (item.hasEOL ? "\n" : "");
    }
    const columnOf = (story: Story): number =>
      Math.floor((story.left + width * 0.02) / (width / 2));
    stories.sort((a, b) => columnOf(a) - columnOf(b) || b.top - a.top);
    parts.push(...stories.map((story) => `${story.text}\n`));
    page.cleanup();
  }
  const headings: string[] = [];
  const visit = (entries: readonly Bookmark[], depth: number): void => {
    for (const entry of entries) {
      headings.push(entry.title);
      if (depth < 3) visit(entry.items, depth + 1);
    }
  };
  visit((await document.getOutline()) ?? [], 1);
  await document.loadingTask.destroy();
  return { text: parts.join(""), headings };
}

async function readParts(bytes: Buffer): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (!/^word\/(?:document|footnotes|endnotes|styles)\.xml$/.test(entry.fileName)) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.set(entry.fileName, Buffer.concat(chunks).toString("utf8"));
  }
  return parts;
}

function decodeEntities(text: string): string {
  return text
    .replace(/&#x([\da-f]+);/gi, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(
      /&(lt|gt|quot|apos|nbsp|amp|mdash|ndash|hellip);/g,
      (_, name: string) =>
        ({ lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", amp: "&" })[name] ?? " ",
    );
}

/** Text runs of a part, paragraph by paragraph, deleted runs and repeated drawings left out. */
function paragraphsOf(xml: string): string[] {
  const kept = xml
    .replace(/<w:del [\s\S]*?<\/w:del>/g, "")
    .replace(/<w:moveFrom [\s\S]*?<\/w:moveFrom>/g, "")
    .replace(/<mc:Fallback>[\s\S]*?<\/mc:Fallback>/g, "");
  return kept.split(/<\/w:p>/).map((paragraph) => {
    const parts =
      paragraph.match(
        /<w:t(?: [^>]*)?>[^<]*<\/w:t>|<w:(?:tab|br|cr)\b[^>]*\/?>|<w:pStyle [^>]*>|<w:(?:foot|end)noteReference [^>]*>/g,
      ) ?? [];
    return parts
      .map((part) =>
        part.startsWith("<w:t>") || part.startsWith("<w:t ")
          ? decodeEntities(part.replace(/<[^>]*>/g, ""))
          : /Style|Reference/.test(part)
            ? part
            : " ",
      )
      .join("");
  });
}

async function readDocx(bytes: Buffer): Promise<SourceText> {
  const parts = await readParts(bytes);
  const notes = new Map<string, string>();
  for (const kind of ["footnote", "endnote"]) {
    const xml = parts.get(`word/${kind}s.xml`) ?? "";
    for (const note of xml.matchAll(
      new RegExp(`<w:${kind} [^>]*w:id="(-?\\d+)"[^>]*>([\\s\\S]*?)</w:${kind}>`, "g"),
    )) {
      notes.set(
        `${kind} ${note[1]}`,
        paragraphsOf(note[2] ?? "")
          .join(" ")
          .replace(/<[^>]*>/g, ""),
      );
    }
  }
  const styles = parts.get("word/styles.xml") ?? "";
  const headingStyles = new Set<string>();
  for (const style of styles.matchAll(
    /<w:style [^>]*w:styleId="([^"]+)"[^>]*>([\s\S]*?)<\/w:style>/g,
  )) {
    const name = /<w:name w:val="([^"]+)"/.exec(style[2] ?? "")?.[1] ?? "";
    const level = Number(/<w:outlineLvl w:val="(\d)"/.exec(style[2] ?? "")?.[1] ?? 9);
    if (/^(?:heading [1-3]|head ?[a-c1-3]|(?:chapter)?title)$/i.test(name) || level <= 2)
      headingStyles.add(style[1] ?? "");
  }
  const headings: string[] = [];
  const texts = paragraphsOf(parts.get("word/document.xml") ?? "").map((paragraph) => {
    const style = /<w:pStyle w:val="([^"]+)"/.exec(paragraph)?.[1] ?? "";
    const references = [...paragraph.matchAll(/<w:(foot|end)noteReference [^>]*w:id="(-?\d+)"/g)];
    const text = paragraph.replace(/<[^>]*>/g, "");
    if (headingStyles.has(style) && text.trim() !== "") headings.push(text);
    return [
      text,
      ...references.map((reference) => notes.get(`${reference[1]}note ${reference[2]}`) ?? ""),
    ].join("\n");
  });
  return { text: texts.join("\n"), headings };
}

function readHtml(html: string): SourceText {
  const body = html
    .replace(/<!--[\s\S]*?-->/g, " ")
    .replace(
      /<(script|style|head|noscript|template|svg|nav|header|footer|aside|form)\b[\s\S]*?<\/\1>/gi,
      " ",
    );
  const plain = (part: string): string =>
    decodeEntities(
      part
        .replace(/<img\b[^>]*\balt="([^"]*)"[^>]*>/gi, " $1 ")
        .replace(/<\/?(?:b|i|em|strong|code|span|a|u|s|sub|sup)\b[^>]*>/gi, "")
        .replace(/<[^>]*>/g, " "),
    );
  const headings = [...body.matchAll(/<h[1-3]\b[^>]*>([\s\S]*?)<\/h[1-3]>/gi)].map((match) =>
    plain(match[1] ?? ""),
  );
  return { text: plain(body), headings };
}

/** Markdown minus its syntax: addresses, markers, attributes and fences go, every word stays. */
function readMarkdown(source: string): SourceText {
  const lines = source
    .replace(/\r\n?/g, "\n")
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .split("\n");
  const kept: string[] = [];
  const headings: string[] = [];
  let fence: string | null = null;
  lines.forEach((line, index) => {
    const mark = /^[\s>]*(?:\d+[.)]\s+|[-*+]\s+)?(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark !== undefined && mark.startsWith(fence) && line.replace(/[\s>]/g, "") === mark)
        fence = null;
      else kept.push(line);
      return;
    }
    if (mark !== undefined) {
      fence = mark;
      return;
    }
    if (
      /^\s{0,3}:{3,}/.test(line) ||
      (/^\s{0,3}\[[^\]]+\]:\s*\S+/.test(line) && !/^\s{0,3}\[\^/.test(line)) ||
      /^\s*\{[:%].*\}\s*$/.test(line)
    )
      return;
    const isUnderlined =
      /^\s{0,3}(?:=+|-+)\s*$/.test(lines[index + 1] ?? "") && /^[^\s#>|-]/.test(line);
    const atx = /^\s{0,3}(#{1,6})\s+(.*)$/.exec(line);
    const text = withoutInlineSyntax(atx === null ? line : (atx[2] ?? ""));
    if ((atx !== null && (atx[1]?.length ?? 9) <= 3) || isUnderlined) headings.push(text);
    kept.push(text.replace(/^(\s*(?:>\s*)*)(?:\d{1,9}[.)]\s+)/, "$1"));
  });
  return { text: kept.join("\n").replace(/<!--[\s\S]*?-->/g, " "), headings };
}

function withoutInlineSyntax(line: string): string {
  const code: string[] = [];
  const held = line.replace(/(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/g, (_, __, inner: string) => {
    code.push(inner);
    return `\u0001${code.length - 1}\u0002`;
  });
  const plain = held
    .replace(
      /\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+"([^"]*)")?\)(\{[^}]*\})?/g,
      (_, title: string | undefined, attributes: string | undefined) => {
        const alternative = /\balt=(?:'([^']*)'|"([^"]*)")/.exec(attributes ?? "");
        return `] ${alternative?.[1] ?? alternative?.[2] ?? ""} ${title ?? ""}`;
      },
    )
    .replace(/\]\[[^\]]*\]/g, "]")
    .replace(/\[\^[^\]]+\]:?/g, " ")
    .replace(/<(?:https?:[^>]*)>/g, (link) => link.slice(1, -1))
    .replace(/<\/?[A-Za-z][^>]*>/g, " ")
    .replace(/\{[#.:][^}]*\}/g, " ")
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])|\*+|~~/gu, "")
    .replace(/^\s*(?:>\s*)*\[!(\w+)\]\s*$/, " ")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1");
  return decodeEntities(plain).replace(
    /\u0001(\d+)\u0002/g,
    (_, index: string) => code[Number(index)] ?? "",
  );
}
