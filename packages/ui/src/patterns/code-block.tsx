import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";
import { highlightLines } from "../logic/highlight-code.ts";
import { CodeTokens } from "./code-tokens.tsx";
import { CopyButton } from "./copy-button.tsx";

export interface CodeBlockProps {
  code: string;
  language?: string;
  /** Stands in the head in place of the language: a file name. */
  title?: ReactNode;
  hasLineNumbers?: boolean;
  isHighlighted?: boolean;
  /** More buttons in the head: "Run in a lab". */
  actions?: ReactNode;
  caption?: ReactNode;
  className?: string;
}

/** Coloured on the server; the browser only gets the copy button. */
export function CodeBlock({
  code,
  language,
  title,
  hasLineNumbers = false,
  isHighlighted = true,
  actions,
  caption,
  className,
}: CodeBlockProps) {
  const lines = highlightLines(code, isHighlighted ? (language ?? "text") : "text");
  const name = title ?? (language ? language.charAt(0).toUpperCase() + language.slice(1) : "Code");
  return (
    <figure
      className={cn(
        "overflow-hidden rounded-card border border-line bg-surface font-sans",
        className,
      )}
    >
      <div className="border-line text-muted flex min-h-11 items-center gap-2 border-b ps-4 pe-1.5 text-xs font-medium">
        <span className="min-w-0 flex-1 truncate">{name}</span>
        {actions}
        <CopyButton text={code} label="Copy code" isIconOnly size="sm" />
      </div>
      <pre
        dir="ltr"
        tabIndex={0}
        aria-label={typeof name === "string" ? `Code, ${name}` : "Code"}
        className="overflow-x-auto px-4 py-3.5 font-mono text-sm leading-6 [tab-size:4] -outline-offset-2! [font-variant-ligatures:none] max-sm:text-[0.8125rem]"
      >
        <code>
          {lines.map((tokens, index) => (
            <span key={index} className={cn("block min-h-6", hasLineNumbers && "relative ps-9")}>
              {hasLineNumbers ? (
                <span
                  aria-hidden
                  className="text-subtle absolute start-0 w-6 text-end tabular-nums select-none"
                >
                  {index + 1}
                </span>
              ) : null}
              <CodeTokens tokens={tokens} />
              {index < lines.length - 1 ? "\n" : ""}
            </span>
          ))}
        </code>
      </pre>
      {caption ? (
        <figcaption className="border-line text-muted border-t px-4 py-2.5 text-sm">
          {caption}
        </figcaption>
      ) : null}
    </figure>
  );
}
