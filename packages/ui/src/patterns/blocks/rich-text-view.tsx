import type { RichText, TextMark, TextSpan } from "@byteos/contracts/rich-text";
import { Fragment, type ReactNode } from "react";

const elementByMark = {
  bold: "strong",
  italic: "em",
  code: "code",
  strike: "s",
  underline: "u",
  sub: "sub",
  sup: "sup",
} as const satisfies Record<TextMark, string>;

const classByMark: Partial<Record<TextMark, string>> = {
  bold: "font-semibold",
  code: "rounded-xs bg-surface-2 px-1 py-0.5 font-mono text-[0.86em]",
};

function lines(text: string): ReactNode {
  if (!text.includes("\n")) return text;
  return text.split("\n").map((line, index) => (
    <Fragment key={index}>
      {index > 0 && <br />}
      {line}
    </Fragment>
  ));
}

function markedSpan(span: TextSpan): ReactNode {
  let node = lines(span.text);
  for (const mark of span.marks ?? []) {
    const Element = elementByMark[mark];
    node = <Element className={classByMark[mark]}>{node}</Element>;
  }
  if (span.href === undefined) return node;
  const isElsewhere = /^https?:/i.test(span.href);
  return (
    <a
      className="link"
      href={span.href}
      {...(isElsewhere ? { target: "_blank", rel: "noopener noreferrer nofollow" } : {})}
    >
      {node}
    </a>
  );
}

/** Marked text of a block. `href` was parsed by the contract: no script link reaches this place. */
export function RichTextView({ content }: { content: RichText }): ReactNode {
  return content.map((span, index) => <Fragment key={index}>{markedSpan(span)}</Fragment>);
}
