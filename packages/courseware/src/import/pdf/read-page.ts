import { asMatrix, multiply, type Matrix } from "./matrix.ts";
import type { PageContent, PageItem, PageRule, StructureNode } from "./page-model.ts";
import type { PdfPage } from "./pdf-library.ts";
import { readPictures, type PictureReader } from "./read-pictures.ts";

interface Link {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly url: string;
}

/** Everything wanted from one page; the page's own memory may be given back afterwards. */
export async function readPage(page: PdfPage, pictures: PictureReader): Promise<PageContent> {
  const viewport = page.getViewport({ scale: 1 });
  const view = asMatrix(viewport.transform);
  const drawing = await readPictures(
    page,
    view,
    { width: viewport.width, height: viewport.height },
    pictures,
  );
  const links = await readLinks(page, view);
  const items = await readItems(page, view, links);
  return {
    number: page.pageNumber,
    width: viewport.width,
    height: viewport.height,
    items,
    pictures: drawing.pictures,
    rules: drawing.rules satisfies readonly PageRule[],
    structure: await readStructure(page),
  };
}

async function readLinks(page: PdfPage, view: Matrix): Promise<Link[]> {
  const links: Link[] = [];
  const annotations = await page.getAnnotations().catch(() => []);
  for (const annotation of annotations) {
    const { subtype, url, rect } = annotation as {
      subtype?: unknown;
      url?: unknown;
      rect?: unknown;
    };
    if (subtype !== "Link" || typeof url !== "string" || !Array.isArray(rect)) continue;
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rect.map(Number);
    const from = multiply(view, [1, 0, 0, 1, x1, y1]);
    const to = multiply(view, [1, 0, 0, 1, x2, y2]);
    links.push({
      x1: Math.min(from[4], to[4]),
      x2: Math.max(from[4], to[4]),
      y1: Math.min(from[5], to[5]),
      y2: Math.max(from[5], to[5]),
      url,
    });
  }
  return links;
}

async function readItems(page: PdfPage, view: Matrix, links: readonly Link[]): Promise<PageItem[]> {
  const content = await page.getTextContent({ includeMarkedContent: true });
  const fonts = new Map<string, { isBold: boolean; isItalic: boolean; isMonospace: boolean }>();
  const open: { id: string | null; isArtifact: boolean }[] = [];
  const items: PageItem[] = [];
  for (const item of content.items) {
    if (!("str" in item)) {
      if (item.type === "endMarkedContent") open.pop();
      else open.push({ id: item.id ?? null, isArtifact: "tag" in item && item.tag === "Artifact" });
      continue;
    }
    if (item.str === "") continue;
    const place = multiply(view, asMatrix(item.transform));
    const size = Math.hypot(place[2], place[3]);
    if (!(size > 0) || ![place[4], place[5]].every(Number.isFinite)) continue;
    if (!fonts.has(item.fontName)) fonts.set(item.fontName, fontTraits(page, item.fontName));
    const traits = fonts.get(item.fontName) ?? {
      isBold: false,
      isItalic: false,
      isMonospace: false,
    };
    const x = place[4];
    const y = place[5];
    const middle = { x: x + item.width / 2, y: y - size * 0.3 };
    const link = links.find(
      (found) =>
        middle.x >= found.x1 &&
        middle.x <= found.x2 &&
        middle.y >= found.y1 &&
        middle.y <= found.y2,
    );
    items.push({
      text: item.str,
      x,
      y,
      width: item.width,
      size: Math.round(size * 10) / 10,
      ...traits,
      font: item.fontName,
      isRotated: Math.abs(place[1]) > Math.abs(place[0]),
      markedId: open.findLast((mark) => mark.id !== null)?.id ?? null,
      isArtifact: open.some((mark) => mark.isArtifact),
      href: link?.url,
    });
  }
  return items;
}

function fontTraits(
  page: PdfPage,
  fontName: string,
): { isBold: boolean; isItalic: boolean; isMonospace: boolean } {
  let name = "";
  try {
    const font: unknown = page.commonObjs.has(fontName) ? page.commonObjs.get(fontName) : null;
    if (
      typeof font === "object" &&
      font !== null &&
      "name" in font &&
      typeof font.name === "string"
    )
      name = font.name;
  } catch {
    name = "";
  }
  const plain = name.replace(/^[A-Z]{6}\+/, "");
  return {
    isBold: /bold|black|heavy|semibold|demi|-bd\b|cmbx|cmssbx/i.test(plain),
    isItalic: /italic|oblique|slanted|-it\b|cmti|cmsl/i.test(plain),
    isMonospace:
      /mono|courier|consol|menlo|typewriter|cmtt|fixed|(?:source|fira|roboto)code|andale|inconsolata/i.test(
        plain,
      ),
  };
}

const maxStructureDepth = 120;

async function readStructure(page: PdfPage): Promise<StructureNode | null> {
  try {
    const tree: unknown = await page.getStructTree();
    return tree === null ? null : toStructure(tree, 0);
  } catch {
    return null;
  }
}

function toStructure(value: unknown, depth: number): StructureNode | null {
  if (typeof value !== "object" || value === null || depth > maxStructureDepth) return null;
  const node = value as { role?: unknown; alt?: unknown; children?: unknown };
  const children: (StructureNode | string)[] = [];
  for (const child of Array.isArray(node.children) ? (node.children as unknown[]) : []) {
    if (typeof child !== "object" || child === null) continue;
    if ("type" in child && "id" in child) {
      if (child.type === "content" && typeof child.id === "string") children.push(child.id);
      continue;
    }
    const inner = toStructure(child, depth + 1);
    if (inner !== null) children.push(inner);
  }
  return {
    role: typeof node.role === "string" ? node.role : "Root",
    alternativeText:
      typeof node.alt === "string" && node.alt.trim() !== "" ? node.alt.trim() : null,
    children,
  };
}
