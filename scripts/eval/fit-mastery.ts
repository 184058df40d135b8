/**
 * Fits the parameters that a new installation starts with and writes them beside the code that reads them.
 * What belongs to one data set's items and skills is left out. Several files are learned together:
 * `npm run fit:mastery -- FILE FILE…`, each in the format of `eval:knowledge`.
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { fitMasteryModel } from "@byteos/adaptive/mastery/fit-model";
import { defaultMasterySettings } from "@byteos/adaptive/mastery/mastery-model";
import { startupVersion } from "@byteos/adaptive/mastery/startup-weights";
import { storeWeights } from "@byteos/adaptive/mastery/stored-model";
import { type AnswerRow, historiesOf, readAnswers } from "./answers/read-answers.ts";

const target = new URL("../../packages/adaptive/src/mastery/startup-weights.ts", import.meta.url);

function apart(row: AnswerRow, file: number): AnswerRow {
  return {
    ...row,
    itemId: `${file}/${row.itemId}`,
    skillIds: row.skillIds.map((id) => `${file}/${id}`),
    userId: `${file}/${row.userId}`,
  };
}

const { positionals: files } = parseArgs({ allowPositionals: true });
if (files.length === 0) throw new Error("Say which answers to learn from: FILE…");
const rows = await Promise.all(files.map((file) => readAnswers(file)));
const histories = rows.flatMap((each, file) => historiesOf(each.map((row) => apart(row, file))));
console.error(`fitting on ${histories.length} learners`);
// Own weights stay at nothing, so that the shared ones carry all that can be carried over.
const model = fitMasteryModel(histories, { settings: { ...defaultMasterySettings, ownRate: 0 } });
const stored = storeWeights(model, { keepsOwn: false });
const sources = files.map((file) => file.split("/").slice(-2).join("/")).join(", ");
await writeFile(
  target,
  `import type { StoredWeights } from "./stored-model.ts";

/** Written by the command named here. Not edited by hand. */
export const startupSource = ${JSON.stringify(`npm run fit:mastery from ${sources}: ${histories.length} learners`)};

/** Goes up with each fit: courses go on from the version that they began with. */
export const startupVersion = ${startupVersion + 1};

export const startupWeights: StoredWeights = ${JSON.stringify(stored)};
`,
);
console.error("written; format it with npm run format");
console.log(
  JSON.stringify({ learners: histories.length, weights: Object.keys(stored.sparse).length }),
);
