import type { Element, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import type { DraftElement } from "../draft-element.ts";
import type { ImageCollector } from "../image-collector.ts";
import { decodeText } from "../sniff-format.ts";
import { HtmlReader } from "./hast-to-elements.ts";
import { findAll, textOf, textProperty } from "./tree.ts";

export interface ParsedContent {
  readonly elements: DraftElement[];
  readonly title?: string;
  readonly language?: string;
  readonly pageCount?: number;
  readonly warnings: string[];
}

const pageFurniture = new Set(["nav", "aside", "header", "footer"]);

/** Character set named by a page's meta element, when the bytes are neither UTF-8 nor UTF-16. */
export function decodeHtml(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  const charset = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      return decodeText(bytes);
    }
  }
  return decodeText(bytes);
}

export function readHtmlTree(tree: Root | Element, collector: ImageCollector): ParsedContent {
  const reader = new HtmlReader(collector);
  const elements = reader.read(tree);
  const warnings =
    reader.externalImages > 0
      ? [`${reader.externalImages} picture(s) are linked and did not come with the document.`]
      : [];
  return { elements, warnings };
}

/**
 * A fragment or a whole page. Web pages go through Readability, so that menus and banners stay
 * behind; when that loses too much, the body without its furniture is read.
 */
export async function parseHtml(
  bytes: Uint8Array,
  collector: ImageCollector,
): Promise<ParsedContent> {
  const html = decodeHtml(bytes);
  const tree = fromHtml(html);
  const root = findAll(tree, new Set(["html"]))[0];
  const titleElement = findAll(tree, new Set(["title"]))[0];
  const titleText = titleElement?.children
    .map((child) => (child.type === "text" ? child.value : ""))
    .join("")
    .trim();
  const language = root === undefined ? null : textProperty(root.properties, "lang");
  const article = await chooseArticle(tree, html);
  const read = readHtmlTree(article, collector);
  return {
    ...read,
    ...(titleText === undefined || titleText === "" ? {} : { title: titleText }),
    ...(language === null || language === "" ? {} : { language }),
  };
}

async function chooseArticle(tree: Root, html: string): Promise<Root | Element> {
  const body = findAll(tree, new Set(["body"]))[0] ?? tree;
  const mains = findAll(body, new Set(["main"]));
  if (mains.length === 1 && mains[0] !== undefined && textOf(mains[0]).trim().length > 200)
    return mains[0];
  if (findAll(body, pageFurniture).length === 0) return body;
  const articles = findAll(body, new Set(["article"]));
  if (
    articles.length === 1 &&
    articles[0] !== undefined &&
    textOf(articles[0]).trim().length > 200
  ) {
    return articles[0];
  }
  const plain = withoutFurniture(body);
  if (shareInLinks(plain) < 0.3) return plain;
  const readable = await readArticle(html);
  const isWhole =
    readable !== null && textOf(readable).trim().length > textOf(plain).trim().length * 0.3;
  return isWhole ? readable : plain;
}

/** Share of the words that are links: menus are nearly all links, articles hardly. */
function shareInLinks(tree: Root | Element): number {
  const links = findAll(tree, new Set(["a"])).reduce(
    (sum, link) => sum + textOf(link).trim().length,
    0,
  );
  return links / Math.max(1, textOf(tree).trim().length);
}

/** A page's header goes, but one that holds the article's own title stays. */
function isFurniture(element: Element): boolean {
  if (!pageFurniture.has(element.tagName)) return false;
  const hasTitle = findAll(element, new Set(["h1"])).length > 0;
  const hasMenu = findAll(element, new Set(["nav", "ul"])).length > 0;
  return element.tagName !== "header" || !hasTitle || hasMenu;
}

function withoutFurniture(body: Root | Element): Root {
  const keep = (element: Element): Element => ({
    ...element,
    children: element.children
      .filter((child) => child.type !== "element" || !isFurniture(child))
      .map((child) =>
        child.type === "element" && child.children.length < 50 ? keep(child) : child,
      ),
  });
  return {
    type: "root",
    children: body.children
      .filter((child) => child.type !== "element" || !isFurniture(child))
      .map((child) => (child.type === "element" ? keep(child) : child)),
  };
}

async function readArticle(html: string): Promise<Root | null> {
  const [{ JSDOM }, { Readability }] = await Promise.all([
    import("jsdom"),
    import("@mozilla/readability"),
  ]);
  // Without runScripts and resources, jsdom runs nothing and fetches nothing.
  const dom = new JSDOM(html);
  try {
    const article = new Readability(dom.window.document, {
      maxElemsToParse: 200_000,
      keepClasses: true,
    }).parse();
    if (!article?.content) return null;
    const tree = fromHtml(article.content, { fragment: true });
    const title = article.title?.trim() ?? "";
    // Readability takes the title out of the article; here it heads it again.
    if (title !== "" && findAll(tree, new Set(["h1"])).length === 0) {
      tree.children.unshift({
        type: "element",
        tagName: "h1",
        properties: {},
        children: [{ type: "text", value: title }],
      });
    }
    return tree;
  } catch {
    return null;
  } finally {
    dom.window.close();
  }
}
