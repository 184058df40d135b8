import type { NotebookOutput, NotebookPage } from "@byteos/contracts/notebook";
import { CodeBlock } from "../code-block.tsx";
import { MarkdownView, type MarkdownViewProps } from "./markdown-view.tsx";

export interface NotebookViewProps extends Omit<MarkdownViewProps, "text"> {
  notebook: NotebookPage;
}

/** A notebook as it was saved: its text, code and results. Nothing is run. */
export function NotebookView({ notebook, ...places }: NotebookViewProps) {
  if (notebook.cells.length === 0) {
    return <p className="text-muted px-6 py-6 text-sm">This notebook has no cells.</p>;
  }
  return (
    <ol className="grid gap-4 py-5">
      {notebook.cells.map((cell, at) => (
        <li key={at} className="min-w-0">
          {cell.kind === "markdown" ? (
            <MarkdownView text={cell.source} {...places} />
          ) : (
            <div className="grid gap-2 px-6 max-sm:px-4">
              <CodeBlock
                code={cell.source}
                language={cell.kind === "raw" ? "text" : notebook.language}
                title={cell.count === null ? "Not run" : `Run ${cell.count}`}
              />
              {cell.outputs.map((output, place) => (
                <Output key={place} output={output} />
              ))}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

function Output({ output }: { output: NotebookOutput }) {
  if (output.kind === "image") {
    return <img src={output.address} alt="Result of the cell above" className="max-w-full" />;
  }
  if (output.kind === "left-out") {
    return <p className="text-muted text-xs">A result of the type {output.type} is left out.</p>;
  }
  return (
    <pre
      tabIndex={0}
      className={`max-h-96 overflow-auto ps-4 font-mono text-[0.8125rem] leading-6 ${output.kind === "error" ? "text-incorrect-fg" : ""}`}
    >
      {output.text}
    </pre>
  );
}
