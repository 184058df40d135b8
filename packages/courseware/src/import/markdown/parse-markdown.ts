import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";
import type { ParsedContent } from "../html/parse-html.ts";
import type { ImageCollector } from "../image-collector.ts";
import { decodeText } from "../sniff-format.ts";
import { MarkdownReader } from "./mdast-to-elements.ts";
import { prepareSource } from "./prepare-source.ts";

function frontMatterValue(yaml: string, key: string): string | undefined {
  const match = new RegExp(`^${key}\\s*:\\s*(.+)$`, "mi").exec(yaml)?.[1]?.trim();
  const value = match === undefined ? undefined : (/^(["'])(.*)\1$/.exec(match)?.[2] ?? match);
  return value === undefined || value === "" || /^[|>[{]/.test(value) ? undefined : value;
}

/** CommonMark with GitHub tables and footnotes, front matter, fenced divs and HTML islands made safe. */
export function parseMarkdown(bytes: Uint8Array, collector: ImageCollector): ParsedContent {
  const source = prepareSource(decodeText(bytes).replace(/^\ufeff/, ""));
  const root = fromMarkdown(source, {
    extensions: [gfm(), frontmatter(["yaml", "toml"])],
    mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown(["yaml", "toml"])],
  });
  const first = root.children[0];
  const yaml = first?.type === "yaml" ? first.value : "";
  const title = frontMatterValue(yaml, "title");
  const language = frontMatterValue(yaml, "lang(?:uage)?");
  const reader = new MarkdownReader(root, collector);
  const elements = reader.read(root);
  const warnings =
    reader.externalImages > 0
      ? [`${reader.externalImages} picture(s) are linked and did not come with the document.`]
      : [];
  return {
    elements,
    warnings,
    ...(title === undefined ? {} : { title }),
    ...(language === undefined ? {} : { language }),
  };
}
