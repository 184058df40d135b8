/** A file to keep, not a page to show. */
export function csvResponse({ csv, fileName }: { csv: string; fileName: string }): Response {
  return new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    },
  });
}
