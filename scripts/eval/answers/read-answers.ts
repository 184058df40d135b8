import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { ItemResponse } from "@byteos/adaptive/mastery/item-response";

export interface AnswerRow extends ItemResponse {
  readonly userId: string;
  readonly fold: string;
}

/** Reads `user,item,skills,t,correct[,fold]`: skills joined by `;`, t in seconds or 0, rows in time order within a user. */
export async function readAnswers(file: string): Promise<AnswerRow[]> {
  const rows: AnswerRow[] = [];
  let columns: string[] | undefined;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const cells = line.split(",");
    if (columns === undefined) {
      columns = cells;
      continue;
    }
    if (line === "") continue;
    const cell = (name: string) => cells[columns?.indexOf(name) ?? -1] ?? "";
    rows.push({
      userId: cell("user"),
      itemId: cell("item"),
      skillIds: cell("skills").split(";"),
      atSeconds: Number(cell("t")),
      score: Number(cell("correct")),
      fold: cell("fold"),
    });
  }
  return rows;
}

export function historiesOf(rows: readonly AnswerRow[]): AnswerRow[][] {
  return [...Map.groupBy(rows, (row) => row.userId).values()];
}
