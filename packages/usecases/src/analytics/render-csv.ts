export type CsvCell = string | number | null;

/**
 * RFC 4180, and safe to open: a cell that a spreadsheet would run as a formula begins with an apostrophe
 * (OWASP, CSV injection). The mark at its beginning tells spreadsheets that this is UTF-8.
 */
export function renderCsv(rows: readonly (readonly CsvCell[])[]): string {
  const cell = (value: CsvCell): string => {
    if (value === null) return "";
    if (typeof value === "number") return String(Math.round(value * 1_000) / 1_000);
    const safe = /^\s*[=+\-@\t\r\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}]/u.test(value)
      ? `'${value}`
      : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\u{feff}${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
