import { calloutNamed } from "../callout-names.ts";
import type { CalloutVariant } from "../draft-element.ts";
import { readXmlEvents } from "./xml-events.ts";

export type StyleRole =
  | {
      readonly role: "title" | "subtitle" | "body" | "quote" | "code" | "caption" | "number-prefix";
    }
  | { readonly role: "heading"; readonly level: number }
  | { readonly role: "list"; readonly style: "bullet" | "ordered" }
  | { readonly role: "table-caption" | "table-head" | "contents" }
  | { readonly role: "box-kind" | "box-title" | "box-body"; readonly variant: CalloutVariant }
  | {
      readonly role: "box-list";
      readonly style: "bullet" | "ordered";
      readonly variant: CalloutVariant;
    };

export interface CharacterStyle {
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly isCode: boolean;
}

interface Style {
  id: string;
  name: string;
  type: string;
  basedOn?: string;
  outlineLevel?: number;
  fonts: string[];
  isBold: boolean;
  isItalic: boolean;
  halfPoints?: number;
  hasKeepNext: boolean;
}

const monospace =
  /courier|consol|mono|menlo|fira ?code|source code|lucida console|typewriter|andale|inconsolata/i;

function readStyles(xml: string): Map<string, Style> {
  const styles = new Map<string, Style>();
  let style: Style | null = null;
  const isOn = (value: string | undefined): boolean =>
    value === undefined || !/^(?:0|false|off)$/.test(value);
  for (const event of readXmlEvents(xml)) {
    if (event.kind === "close" && event.name === "w:style") style = null;
    if (event.kind !== "open") continue;
    const value = event.attributes["w:val"];
    if (event.name === "w:style") {
      const id = event.attributes["w:styleId"] ?? "";
      style = {
        id,
        name: id,
        type: event.attributes["w:type"] ?? "paragraph",
        fonts: [],
        isBold: false,
        isItalic: false,
        hasKeepNext: false,
      };
      styles.set(id, style);
    } else if (style !== null) {
      if (event.name === "w:name" && value !== undefined) style.name = value;
      else if (event.name === "w:basedOn" && value !== undefined) style.basedOn = value;
      else if (event.name === "w:outlineLvl" && value !== undefined)
        style.outlineLevel = Number(value);
      else if (event.name === "w:rFonts")
        style.fonts.push(event.attributes["w:ascii"] ?? "", event.attributes["w:cs"] ?? "");
      else if (event.name === "w:b") style.isBold = isOn(value);
      else if (event.name === "w:i") style.isItalic = isOn(value);
      else if (event.name === "w:sz" && value !== undefined) style.halfPoints = Number(value);
      else if (event.name === "w:keepNext") style.hasKeepNext = isOn(value);
    }
  }
  return styles;
}

function* ancestry(styles: ReadonlyMap<string, Style>, start: Style): Generator<Style> {
  const seen = new Set<string>();
  for (let style: Style | undefined = start; style !== undefined && !seen.has(style.id);) {
    seen.add(style.id);
    yield style;
    style = style.basedOn === undefined ? undefined : styles.get(style.basedOn);
  }
}

/** What a paragraph style means, from its name, outline level, ancestors and typeface. */
function roleOf(styles: ReadonlyMap<string, Style>, style: Style): StyleRole {
  const name = style.name.replace(/[_\s-]+/g, " ").trim();
  const plain = name.toLowerCase().replaceAll(" ", "");
  if (/^toc\d|^tocheading|tableoffigures|^index\d/.test(plain)) return { role: "contents" };
  if (/^(?:chapter|book|document|main)?title$/.test(plain)) return { role: "title" };
  if (/^(?:chapter|part)number$/.test(plain)) return { role: "number-prefix" };
  if (plain === "subtitle") return { role: "subtitle" };
  const box =
    /^(?:box|sidebar|callout|aside|note|tip|warning|caution)(type|title|head|heading|body|text|para|first|list|bullet|listbullet|listnumber|number)/.exec(
      plain,
    );
  if (box !== null) return boxRole(plain, box[1] ?? "");
  if (/^table(?:title|caption)$/.test(plain)) return { role: "table-caption" };
  if (/^table(?:head|header|heading)$/.test(plain)) return { role: "table-head" };
  for (const ancestor of ancestry(styles, style)) {
    const heading = headingLevel(ancestor);
    if (heading !== null) return { role: "heading", level: heading };
  }
  if (/caption|codelabel|listing(?:title|caption)|figuretitle/.test(plain))
    return { role: "caption" };
  if (/^(?:intense)?quote|^blockquote|^blocktext|^epigraph|^extract/.test(plain))
    return { role: "quote" };
  const isMonospace = [...ancestry(styles, style)].some((ancestor) =>
    ancestor.fonts.some((font) => monospace.test(font)),
  );
  const isNamedCode =
    /^(?:code|source|preformatted|htmlpreformatted|verbatim|console|terminal|programlisting|screen|macrotext|plaintext)/.test(
      plain,
    );
  if (isNamedCode || (isMonospace && !plain.startsWith("table"))) return { role: "code" };
  if (/listbullet|bulletlist|bullet/.test(plain)) return { role: "list", style: "bullet" };
  if (/listnumber|numberedlist|numberlist|listnum/.test(plain))
    return { role: "list", style: "ordered" };
  return { role: "body" };
}

function headingLevel(style: Style): number | null {
  const plain = style.name.toLowerCase().replace(/[_\s-]+/g, "");
  const numbered =
    /^(?:heading|head|h|hd|uberschrift|titre|titolo|encabezado|kop|rubrik)([1-9])$/.exec(
      plain,
    )?.[1];
  if (numbered !== undefined) return Math.min(6, Number(numbered));
  const lettered = /^(?:heading|head|hd)([a-f])$/.exec(plain)?.[1];
  if (lettered !== undefined) return lettered.charCodeAt(0) - 96;
  if (style.outlineLevel !== undefined && style.outlineLevel >= 0 && style.outlineLevel <= 5)
    return style.outlineLevel + 1;
  return null;
}

function boxRole(plain: string, part: string): StyleRole {
  const variant =
    calloutNamed(
      /^[a-z]+?(?=type|title|head|body|text|para|first|list|bullet|number)/.exec(plain)?.[0] ?? "",
    )?.variant ?? "note";
  if (/list|bullet|number/.test(part))
    return { role: "box-list", style: /number/.test(plain) ? "ordered" : "bullet", variant };
  if (part === "type") return { role: "box-kind", variant };
  return { role: /title|head/.test(part) ? "box-title" : "box-body", variant };
}

export interface StyleRoles {
  roleOf(styleId: string | null): StyleRole;
  characterStyle(styleId: string | null): CharacterStyle;
  isMonospace(font: string | null): boolean;
}

const body: StyleRole = { role: "body" };

export function readStyleRoles(stylesXml: string): StyleRoles {
  const styles = readStyles(stylesXml);
  const roles = new Map<string, StyleRole>();
  for (const style of styles.values()) {
    if (style.type === "paragraph") roles.set(style.id, roleOf(styles, style));
  }
  return {
    roleOf: (id) => (id === null ? body : (roles.get(id) ?? body)),
    characterStyle: (id) => {
      const style = id === null ? undefined : styles.get(id);
      if (style === undefined) return { isBold: false, isItalic: false, isCode: false };
      const isNamedCode =
        /literal|code|verbatim|monospace|htmlcode/i.test(style.name) &&
        !/annotation/i.test(style.name);
      return {
        isBold: style.isBold || /bold|strong/i.test(style.name),
        isItalic: style.isItalic || /italic|emphasis/i.test(style.name),
        isCode: isNamedCode || style.fonts.some((font) => monospace.test(font)),
      };
    },
    isMonospace: (font) => font !== null && monospace.test(font),
  };
}
