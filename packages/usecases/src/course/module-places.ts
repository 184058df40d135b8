/** The list with one id at `index` (0 puts it first); it is taken out of its old place before. */
export function placeAt(ids: readonly string[], id: string, index: number): string[] {
  const others = ids.filter((other) => other !== id);
  const place = Math.max(0, Math.min(index, others.length));
  return [...others.slice(0, place), id, ...others.slice(place)];
}
