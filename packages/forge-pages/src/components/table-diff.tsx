import type { RowChange } from "@byteos/forge/diff/row-diff";
import type { TableDiff } from "@byteos/forge/diff/table-diff";

const mostChanges = 300;
const signs = { added: "+", removed: "−", changed: "~" } as const;
const words = { added: "Added", removed: "Removed", changed: "Changed" } as const;
const grounds = { added: "bg-correct-soft", removed: "bg-incorrect-soft", changed: "" } as const;

/** What changed in a table, row by row and cell by cell. */
export function TableDiffView({ compared, name }: { compared: TableDiff; name: string }) {
  const { diff, isCut } = compared;
  if (diff.kind === "too-different") {
    return (
      <p className="text-muted px-5 py-4 text-sm">Too much changed to compare it row by row.</p>
    );
  }
  const { counts, columns, changes, addedColumns, removedColumns, key } = diff;
  return (
    <div className="grid gap-3 py-4">
      <p className="text-muted px-5 text-sm tabular-nums">
        {counts.added.toLocaleString("en")} {counts.added === 1 ? "row" : "rows"} added,{" "}
        {counts.removed.toLocaleString("en")} removed, {counts.changed.toLocaleString("en")}{" "}
        changed.
        {key !== null && ` Rows are told apart by ${key}.`}
        {addedColumns.length > 0 && ` New columns: ${addedColumns.join(", ")}.`}
        {removedColumns.length > 0 && ` Columns that are gone: ${removedColumns.join(", ")}.`}
        {isCut && " Only the first 20,000 rows were compared."}
      </p>
      {changes.length > 0 && (
        <div
          tabIndex={0}
          role="region"
          aria-label={`Changed rows of ${name}`}
          className="scroll-quiet border-line max-h-[32rem] overflow-auto border-t -outline-offset-2!"
        >
          <table className="w-full border-collapse text-sm">
            <thead className="bg-surface sticky top-0">
              <tr>
                <th scope="col" className="h-9 w-8 ps-5">
                  <span className="sr-only">Change</span>
                </th>
                {columns.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    className="text-muted px-3 text-start font-mono text-xs font-medium whitespace-nowrap"
                  >
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, mostChanges).map((change, at) => (
                <Row key={at} change={change} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {changes.length > mostChanges && (
        <p className="text-muted px-5 text-xs">The first {mostChanges} changes are shown.</p>
      )}
    </div>
  );
}

function Row({ change }: { change: RowChange }) {
  return (
    <tr className={`border-line border-t ${grounds[change.kind]}`}>
      <td className="h-8 ps-5 font-mono">
        <span aria-hidden>{signs[change.kind]}</span>
        <span className="sr-only">{words[change.kind]}</span>
      </td>
      {change.cells.map((cell, at) => {
        const old = change.kind === "changed" ? change.old.get(at) : undefined;
        return (
          <td key={at} className="max-w-72 truncate px-3">
            {old !== undefined && (
              <>
                <del className="text-muted">{old === "" ? "empty" : old}</del>{" "}
              </>
            )}
            {old === undefined ? cell : <ins className="font-medium">{cell || "empty"}</ins>}
          </td>
        );
      })}
    </tr>
  );
}
