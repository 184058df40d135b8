/**
 * The columns that a query may need: those whose names stand in it, or all when it asks for `*`. More than are
 * needed does no harm, fewer would; `count(*)` alone needs none of them, and then the first is given.
 */
export function mentionedColumns(sql: string, columns: readonly string[]): readonly string[] {
  const text = sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ").toLowerCase();
  const withoutCounts = text.replace(/count\s*\(\s*\*\s*\)/g, " ");
  const isAll = /(?:\bselect|,|\.|\bdistinct|\bcolumns\s*\()\s*\*|\bexclude\b|\breplace\s*\(/.test(
    withoutCounts,
  );
  if (isAll || /^\s*(?:from|summarize|describe|pivot|unpivot)\b/.test(withoutCounts))
    return columns;
  const found = columns.filter((name) => mentions(withoutCounts, name.toLowerCase()));
  return found.length > 0 ? found : columns.slice(0, 1);
}

function mentions(text: string, name: string): boolean {
  const isWordPart = (at: number) => /[\p{L}\p{N}_]/u.test(text[at] ?? "");
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isWordPart(at - 1) && !isWordPart(at + name.length)) return true;
  }
  return false;
}
