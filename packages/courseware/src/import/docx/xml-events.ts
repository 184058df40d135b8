import { importError } from "../import-error.ts";

export type XmlEvent =
  | { kind: "open"; name: string; attributes: Record<string, string>; isEmpty: boolean }
  | { kind: "close"; name: string }
  | { kind: "text"; text: string };

const named: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
};

export function decodeXmlText(raw: string): string {
  return raw.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{1,8});/gi, (whole, entity: string) => {
    if (!entity.startsWith("#")) return named[entity] ?? whole;
    const point = /^#x/i.test(entity)
      ? Number.parseInt(entity.slice(2), 16)
      : Number(entity.slice(1));
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "";
  });
}

/** Office files never declare a document type: one that does is an attempt to define entities. */
export function refuseDoctype(xml: string): void {
  if (/<!DOCTYPE/i.test(xml))
    throw importError("import.unreadable", {
      message: "The document holds XML declarations that no Word document has.",
    });
}

/** A flat reading of machine-written XML: tags and text in order, no entities beyond the five and numbers. */
export function* readXmlEvents(xml: string): Generator<XmlEvent> {
  refuseDoctype(xml);
  const pattern =
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w:.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g;
  for (const match of xml.matchAll(pattern)) {
    const [, cdata, closing, name, rest, empty, text] = match;
    if (text !== undefined) yield { kind: "text", text: decodeXmlText(text) };
    else if (cdata !== undefined) yield { kind: "text", text: cdata };
    else if (name !== undefined && closing === "/") yield { kind: "close", name };
    else if (name !== undefined) {
      const attributes: Record<string, string> = {};
      for (const pair of (rest ?? "").matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
        attributes[pair[1] ?? ""] = decodeXmlText(pair[2] ?? pair[3] ?? "");
      }
      yield { kind: "open", name, attributes, isEmpty: empty === "/" };
    }
  }
}
