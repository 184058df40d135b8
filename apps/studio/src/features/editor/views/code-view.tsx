import { NodeViewContent, NodeViewWrapper } from "@tiptap/react";
import type { ReactNodeViewProps } from "@tiptap/react";

const languages = [
  "bash",
  "c",
  "cpp",
  "csharp",
  "css",
  "diff",
  "go",
  "html",
  "java",
  "javascript",
  "json",
  "kotlin",
  "markdown",
  "php",
  "python",
  "r",
  "ruby",
  "rust",
  "sql",
  "swift",
  "toml",
  "typescript",
  "xml",
  "yaml",
];

const wordOf = (value: unknown) => (typeof value === "string" ? value : "");

export function CodeNodeView({ node, updateAttributes }: ReactNodeViewProps) {
  const listId = `languages-${wordOf(node.attrs.blockId)}`;
  return (
    <NodeViewWrapper
      data-block-id={node.attrs.blockId}
      className="rounded-card border-line bg-surface overflow-hidden border"
    >
      <div
        contentEditable={false}
        className="border-line text-muted flex min-h-9 items-center gap-3 border-b px-4 font-sans text-xs font-medium"
      >
        <input
          aria-label="Caption of the code"
          value={wordOf(node.attrs.caption)}
          placeholder="Caption"
          maxLength={500}
          onChange={(event) =>
            updateAttributes({ caption: event.target.value === "" ? null : event.target.value })
          }
          className="min-w-0 flex-1 bg-transparent"
        />
        <input
          aria-label="Language"
          list={listId}
          value={wordOf(node.attrs.language)}
          placeholder="Language"
          maxLength={40}
          onChange={(event) =>
            updateAttributes({ language: event.target.value === "" ? null : event.target.value })
          }
          className="w-28 bg-transparent text-end"
        />
        <datalist id={listId}>
          {languages.map((language) => (
            <option key={language} value={language}>
              {language}
            </option>
          ))}
        </datalist>
      </div>
      <pre
        spellCheck={false}
        dir="ltr"
        className="overflow-x-auto px-4 py-3.5 font-mono text-sm leading-6"
      >
        <NodeViewContent<"code"> as="code" />
      </pre>
    </NodeViewWrapper>
  );
}
