"use client";

import type { ArchiveInspection } from "@byteos/contracts/file-inspection";
import { formatBytes } from "../../logic/format-bytes.ts";
import { Callout } from "../callout.tsx";
import { DataTable } from "../data-table.tsx";
import { Facts } from "./facts.tsx";
import { showShape } from "./model-view.tsx";

/** What an archive holds, by its own directory: nothing is unpacked. */
export function ArchiveView({ archive, name }: { archive: ArchiveInspection; name: string }) {
  const sum = (of: "bytes" | "storedBytes") =>
    archive.entries.reduce((total, entry) => total + entry[of], 0);
  const hasShapes = archive.entries.some(({ shape }) => shape !== null);
  return (
    <div className="grid gap-5 py-5">
      <Facts
        facts={[
          ["Entries", archive.entryCount.toLocaleString("en")],
          ["Unpacked", formatBytes(sum("bytes"))],
          ["Packed", formatBytes(sum("storedBytes"))],
          ["Format", archive.format],
        ]}
      />
      {archive.warnings.map((warning) => (
        <Callout key={warning} variant="warning" title={null} className="mx-5">
          {warning}
        </Callout>
      ))}
      <div className="px-5 max-sm:px-4">
        <DataTable
          isFlush
          label="Entries"
          rows={archive.entries}
          rowId={(entry) => entry.name}
          searchLabel="Search entries"
          csvName={`${name}-entries`}
          columns={[
            { id: "name", header: "Name", value: (entry) => entry.name, isWide: true },
            ...(hasShapes
              ? [
                  {
                    id: "shape",
                    header: "Shape",
                    value: (entry: ArchiveInspection["entries"][number]) =>
                      entry.shape === null ? "" : `${showShape(entry.shape)} ${entry.type ?? ""}`,
                  },
                ]
              : []),
            {
              id: "bytes",
              header: "Size",
              isNumeric: true,
              value: (entry) => entry.bytes,
              cell: (entry) => formatBytes(entry.bytes),
            },
          ]}
        />
      </div>
    </div>
  );
}
