"use client";

import { renderCsv } from "@byteos/ui/logic/csv";
import { downloadText } from "@byteos/ui/logic/download-text";
import { FormError } from "@byteos/ui/patterns/form-error";
import { RowGrid } from "@byteos/ui/patterns/repository/row-grid";
import { Button } from "@byteos/ui/primitives/button";
import { Kbd } from "@byteos/ui/primitives/kbd";
import { Label } from "@byteos/ui/primitives/label";
import { Textarea } from "@byteos/ui/primitives/textarea";
import { type KeyboardEvent, useId, useState } from "react";
import type { FileToQuery } from "../sql/fetch-table.ts";
import type { QueryResult } from "../sql/run-query.ts";

export interface SqlPanelProps {
  name: string;
  file: FileToQuery;
  columns: readonly { readonly name: string; readonly type: string }[];
}

/** SQL over one file, run in the browser: nothing but what the query needs is fetched, and nothing is sent. */
export function SqlPanel({ name, file, columns }: SqlPanelProps) {
  const id = useId();
  const [sql, setSql] = useState("select *\nfrom data\nlimit 100");
  const [result, setResult] = useState<QueryResult | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function run(): Promise<void> {
    if (isBusy) return;
    setIsBusy(true);
    setError(null);
    try {
      const { runQuery } = await import("../sql/run-query.ts");
      setResult(await runQuery(file, sql));
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : "The query could not be run.");
    } finally {
      setIsBusy(false);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    void run();
  }

  return (
    <div className="grid gap-3">
      <div className="grid gap-1.5 px-5 max-sm:px-4">
        <Label htmlFor={id}>Query</Label>
        <Textarea
          id={id}
          rows={Math.min(12, Math.max(4, sql.split("\n").length))}
          value={sql}
          onChange={(event) => setSql(event.target.value)}
          onKeyDown={onKeyDown}
          spellCheck={false}
          autoCapitalize="off"
          className="font-mono text-[0.8125rem]"
        />
        <p className="text-muted text-xs">
          The file is the table <code className="font-mono">data</code>. The query runs in this
          browser.
        </p>
      </div>
      <div className="border-line bg-surface flex flex-wrap items-center gap-3 border-y py-2 ps-5 pe-2 max-sm:ps-4">
        <span role="status" className="text-muted text-xs tabular-nums">
          {isBusy ? "Running…" : result === null ? "Not run yet" : describe(result)}
        </span>
        <span className="ms-auto flex gap-2">
          {result !== null && result.rows.length > 0 && (
            <Button
              size="sm"
              variant="ghost"
              onClick={() =>
                downloadText(
                  `${name}-query.csv`,
                  renderCsv(result.columns, result.rows),
                  "text/csv;charset=utf-8",
                )
              }
            >
              Export CSV
            </Button>
          )}
          <Button size="sm" busy={isBusy} onClick={() => void run()}>
            Run
            <Kbd className="max-sm:hidden">Ctrl ↵</Kbd>
          </Button>
        </span>
      </div>
      <FormError className={error === null ? "" : "mx-5"}>{error}</FormError>
      {result !== null && result.rows.length > 0 && (
        <RowGrid label="Result" columns={result.columns} rows={result.rows} />
      )}
      <p className="text-muted px-5 text-xs leading-6 max-sm:px-4">
        Columns:{" "}
        {columns.slice(0, 60).map((column, at) => (
          <span key={column.name}>
            {at > 0 && ", "}
            <span className="text-fg font-mono">{column.name}</span> {column.type}
          </span>
        ))}
        {columns.length > 60 && ` and ${columns.length - 60} more`}
      </p>
    </div>
  );
}

function describe({ rows, isCut, durationMs, fetched }: QueryResult): string {
  const count = `${isCut ? "The first " : ""}${rows.length.toLocaleString("en")} ${rows.length === 1 ? "row" : "rows"}`;
  return `${count} in ${Math.max(1, Math.round(durationMs))} ms, ${fetched}.`;
}
