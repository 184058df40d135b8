import { workerData } from "node:worker_threads";
import type { AssetId } from "@byteos/contracts/ids";
import { buildDraft, type DraftedModule } from "@byteos/courseware/draft/build-draft";
import {
  describeFailure,
  tellStarter,
  type ThreadMessage,
} from "@byteos/integrations/threads/thread-messages";
import type { DraftTask } from "./draft-course.ts";

// safe because draft-course.ts alone starts this thread, with exactly this
const task = workerData as DraftTask;
const send = (message: ThreadMessage<number, readonly DraftedModule[]>) => tellStarter(message);

try {
  const assets: ReadonlyMap<string, ReadonlyMap<string, AssetId>> = task.assetIds;
  const modules = buildDraft({
    outline: task.outline,
    documents: task.documents,
    assetOf: (documentId, imageKey) => assets.get(documentId)?.get(imageKey) ?? null,
    seed: task.seed,
    onModule: (done) => send({ kind: "progress", progress: done }),
  });
  send({ kind: "result", result: modules });
} catch (error) {
  send(describeFailure(error));
}
