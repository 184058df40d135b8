import type { Nodes, RootContent, TableRow } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { createElement, type ReactNode } from "react";
import { resolvePath } from "../../logic/resolve-path.ts";
import { CodeBlock } from "../code-block.tsx";

export interface MarkdownViewProps {
  text: string;
  /** Folder of the file, which links and pictures are relative to. */
  folder: string;
  /** Where a path of the repository is shown, and where its bytes are. */
  hrefOf: (path: string) => string;
  rawHrefOf: (path: string) => string;
}

type Places = Omit<MarkdownViewProps, "text">;

const outside = /^(?:https?:|mailto:)/i;
const scheme = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Text in Markdown that anybody may have written: made of elements one by one, so that neither HTML nor script
 * nor another site's picture gets in.
 */
export function MarkdownView({ text, ...places }: MarkdownViewProps) {
  const root = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return (
    <div className="grid min-w-0 gap-4 px-6 py-6 text-[0.9375rem] leading-7 break-words max-sm:px-4">
      {showAll(root.children, places)}
    </div>
  );
}

function showAll(nodes: readonly Nodes[], places: Places): ReactNode[] {
  return nodes.map((node, at) => <Node key={at} node={node} places={places} />);
}

function Node({ node, places }: { node: Nodes; places: Places }): ReactNode {
  const children = "children" in node ? showAll(node.children, places) : null;
  switch (node.type) {
    case "heading":
      return <Heading depth={node.depth}>{children}</Heading>;
    case "paragraph":
      return <p className="max-w-[75ch]">{children}</p>;
    case "text":
      return node.value;
    case "emphasis":
      return <em>{children}</em>;
    case "strong":
      return <strong className="font-semibold">{children}</strong>;
    case "delete":
      return <del>{children}</del>;
    case "inlineCode":
      return (
        <code className="bg-surface-2 rounded-xs px-1 py-0.5 font-mono text-[0.85em]">
          {node.value}
        </code>
      );
    case "code":
      return <CodeBlock code={node.value} language={node.lang ?? "text"} />;
    case "blockquote":
      return (
        <blockquote className="border-line-strong text-muted grid gap-3 border-s-2 ps-4">
          {children}
        </blockquote>
      );
    case "list":
      return node.ordered ? (
        <ol start={node.start ?? 1} className="grid max-w-[75ch] list-decimal gap-1 ps-6">
          {children}
        </ol>
      ) : (
        <ul className="grid max-w-[75ch] list-disc gap-1 ps-6">{children}</ul>
      );
    case "listItem":
      return <Item isChecked={node.checked ?? null} nodes={node.children} places={places} />;
    case "thematicBreak":
      return <hr className="border-line" />;
    case "break":
      return <br />;
    case "link":
      return (
        <MarkdownLink url={node.url} places={places}>
          {children}
        </MarkdownLink>
      );
    case "image":
      return <Picture url={node.url} alt={node.alt ?? ""} places={places} />;
    case "table":
      return <MarkdownTable rows={node.children} align={node.align ?? []} places={places} />;
    case "html":
      // Shown as what it is: never as what it would do.
      return node.value.startsWith("<!--") ? null : (
        <span className="text-muted">{node.value}</span>
      );
    default:
      return children;
  }
}

/** One level below the page's own heading, and never skipping out of the outline. */
function Heading({ depth, children }: { depth: number; children: ReactNode }) {
  const looks = ["text-xl mt-2", "text-lg mt-2", "text-base mt-1", "text-sm", "text-sm", "text-sm"];
  const className = `font-semibold tracking-tight ${looks[depth - 1] ?? ""}`;
  return createElement(`h${Math.min(6, depth + 1)}`, { className }, children);
}

function Item({
  isChecked,
  nodes,
  places,
}: {
  isChecked: boolean | null;
  nodes: readonly RootContent[];
  places: Places;
}) {
  // A list of single lines is set tight.
  const content = nodes.flatMap((node) => (node.type === "paragraph" ? node.children : [node]));
  const isTight = nodes.filter((node) => node.type === "paragraph").length <= 1;
  return (
    <li>
      {isChecked !== null && <span className="sr-only">{isChecked ? "Done: " : "To do: "}</span>}
      {isChecked !== null && <span aria-hidden>{isChecked ? "☑ " : "☐ "}</span>}
      {showAll(isTight ? content : nodes, places)}
    </li>
  );
}

function MarkdownLink({
  url,
  places,
  children,
}: {
  url: string;
  places: Places;
  children: ReactNode;
}) {
  const className = "text-primary underline underline-offset-2";
  if (outside.test(url)) {
    return (
      <a href={url} rel="noopener noreferrer nofollow" className={className}>
        {children}
      </a>
    );
  }
  const path = scheme.test(url) || url.startsWith("#") ? null : resolvePath(places.folder, url);
  if (path === null) return children;
  return (
    <a href={places.hrefOf(path)} className={className}>
      {children}
    </a>
  );
}

function Picture({ url, alt, places }: { url: string; alt: string; places: Places }) {
  const path = scheme.test(url) || url.startsWith("//") ? null : resolvePath(places.folder, url);
  // Another site's picture would tell that site who reads this.
  if (path === null) return <span className="text-muted">[picture elsewhere: {alt || url}]</span>;
  return (
    <img
      src={places.rawHrefOf(path)}
      alt={alt}
      loading="lazy"
      className="rounded-control max-w-full"
    />
  );
}

function MarkdownTable({
  rows,
  align,
  places,
}: {
  rows: readonly TableRow[];
  align: readonly (string | null)[];
  places: Places;
}) {
  const [head, ...body] = rows;
  const side = (at: number) =>
    align[at] === "right" ? "text-end" : align[at] === "center" ? "text-center" : "text-start";
  return (
    <div tabIndex={0} role="region" aria-label="Table" className="overflow-x-auto">
      <table className="border-collapse text-sm">
        <thead>
          <tr>
            {head?.children.map((cell, at) => (
              <th
                key={at}
                scope="col"
                className={`border-line border-b px-3 py-1.5 font-medium ${side(at)}`}
              >
                {showAll(cell.children, places)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, line) => (
            <tr key={line}>
              {row.children.map((cell, at) => (
                <td key={at} className={`border-line border-b px-3 py-1.5 ${side(at)}`}>
                  {showAll(cell.children, places)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
