import type { PublicBlockOf, TableCell } from "@byteos/contracts/block";
import { RichTextView } from "./rich-text-view.tsx";

function Cell({ cell, isHeader }: { cell: TableCell; isHeader: boolean }) {
  const Element = isHeader ? "th" : "td";
  return (
    <Element
      {...(isHeader ? { scope: "col" } : {})}
      colSpan={cell.columnSpan}
      rowSpan={cell.rowSpan}
      className={
        isHeader
          ? "px-3 py-2 text-start align-bottom font-semibold"
          : "border-line border-t px-3 py-2 text-start align-top"
      }
    >
      <RichTextView content={cell.content} />
    </Element>
  );
}

/** A table that scrolls by itself on a narrow screen, so that the page never does. */
export function TableView({ block }: { block: PublicBlockOf<"table"> }) {
  const [first, ...rest] = block.rows;
  const header = block.hasHeaderRow ? first : undefined;
  const body = block.hasHeaderRow ? rest : block.rows;
  return (
    <figure className="font-sans">
      <div
        role="group"
        aria-label="Table, scrolls sideways"
        tabIndex={0}
        className="rounded-card border-line overflow-x-auto border"
      >
        <table className="w-full border-collapse text-sm tabular-nums">
          {header !== undefined && (
            <thead className="bg-surface">
              <tr>
                {header.map((cell, index) => (
                  <Cell key={index} cell={cell} isHeader />
                ))}
              </tr>
            </thead>
          )}
          <tbody className={header === undefined ? "[&>tr:first-child>td]:border-t-0" : undefined}>
            {body.map((row, rowIndex) => (
              <tr key={rowIndex}>
                {row.map((cell, index) => (
                  <Cell key={index} cell={cell} isHeader={false} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {block.caption !== undefined && block.caption.length > 0 && (
        <figcaption className="text-muted mt-2 text-sm">
          <RichTextView content={block.caption} />
        </figcaption>
      )}
    </figure>
  );
}
