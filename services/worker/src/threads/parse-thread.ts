import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { workerData } from "node:worker_threads";
import {
  type ImportProgress,
  parseDocument,
  type ParsedDocument,
} from "@byteos/courseware/import/parse-document";
import { isStrayPdfRejection } from "@byteos/courseware/import/pdf/stray-rejection";
import {
  describeFailure,
  tellStarter,
  type ThreadMessage,
} from "@byteos/integrations/threads/thread-messages";
import type { ParseTask } from "./parse-file.ts";

// safe because parse-file.ts alone starts this thread, with exactly this
const task = workerData as ParseTask;
const send = (message: ThreadMessage<ImportProgress, ParsedDocument>) => tellStarter(message);

// Left alone it would end the thread before the document's own, clearer refusal is told.
process.on("unhandledRejection", (reason) => {
  if (!isStrayPdfRejection(reason)) throw reason;
});

try {
  const bytes = await readFile(task.filePath);
  const parsed = await parseDocument({
    fileName: task.fileName,
    bytes,
    beside: {
      documentPath: task.documentPath,
      pictures: new Map(
        task.pictures.map(({ path, filePath }) => [path, () => readFileSync(filePath)]),
      ),
    },
    onProgress: (progress) => send({ kind: "progress", progress }),
  });
  send({ kind: "result", result: parsed });
} catch (error) {
  send(describeFailure(error));
}
