import type { Element, Nodes, Properties } from "hast";

/** Elements whose content never becomes text. */
export const droppedTags: ReadonlySet<string> = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "iframe",
  "object",
  "embed",
  "applet",
  "canvas",
  "audio",
  "video",
  "source",
  "track",
  "map",
  "area",
  "form",
  "input",
  "button",
  "select",
  "option",
  "textarea",
  "datalist",
  "output",
  "progress",
  "meter",
  "head",
  "title",
  "meta",
  "link",
  "base",
  "svg",
  "math",
  "dialog",
]);

export const blockTags: ReadonlySet<string> = new Set([
  "address",
  "article",
  "aside",
  "blockquote",
  "body",
  "center",
  "dd",
  "details",
  "div",
  "dl",
  "dt",
  "fieldset",
  "figcaption",
  "figure",
  "footer",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "header",
  "hgroup",
  "hr",
  "html",
  "li",
  "main",
  "menu",
  "nav",
  "ol",
  "p",
  "pre",
  "section",
  "summary",
  "table",
  "ul",
]);

export function textProperty(properties: Properties, name: string): string | null {
  const value = properties[name];
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  return Array.isArray(value) ? value.join(" ") : null;
}

export function classNames(element: Element): string[] {
  const value = element.properties.className;
  return Array.isArray(value) ? value.map(String) : [];
}

/** All elements of the given names below a node, in order; stops at the first of them. */
export function findAll(node: Nodes, names: ReadonlySet<string>): Element[] {
  const found: Element[] = [];
  const pending: Nodes[] = [node];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    if (current.type === "element" && current !== node && names.has(current.tagName)) {
      found.push(current);
      continue;
    }
    if ("children" in current) {
      for (let index = current.children.length - 1; index >= 0; index -= 1) {
        const child = current.children[index];
        if (child !== undefined) pending.push(child);
      }
    }
  }
  return found;
}

/** Words below a node, dropped elements left out. */
export function textOf(node: Nodes): string {
  const parts: string[] = [];
  const pending: Nodes[] = [node];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    if (current.type === "text") parts.push(current.value);
    if (current.type === "element") {
      if (droppedTags.has(current.tagName)) continue;
      if (current.tagName === "br") parts.push("\n");
    }
    if ("children" in current) {
      for (let index = current.children.length - 1; index >= 0; index -= 1) {
        const child = current.children[index];
        if (child !== undefined) pending.push(child);
      }
    }
  }
  return parts.join("");
}

/** Code as it stands, however a highlighter has wrapped its lines. */
export function codeOf(element: Element): string {
  return textOf(element).replace(/\r\n?/g, "\n").replace(/^\n/, "").replace(/\s+$/, "");
}

export function isHidden(element: Element): boolean {
  const { hidden, ariaHidden, style } = element.properties;
  if (hidden === true || hidden === "" || ariaHidden === "true") return true;
  return typeof style === "string" && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}
