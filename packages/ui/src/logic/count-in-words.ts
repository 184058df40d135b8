/** "1 question", "3 questions". */
export function countInWords(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
