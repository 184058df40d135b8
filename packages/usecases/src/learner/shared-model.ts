import type { MasteryModel } from "@byteos/adaptive/mastery/mastery-model";
import { applyMoved } from "@byteos/adaptive/mastery/moved-weights";
import { modelParameterRepository } from "@byteos/db/repositories/model-parameter.repository";
import type { Tx } from "@byteos/db/transaction";
import { startModel } from "./mastery-parameters.ts";
import { LearnedWeights, ShippedWeights } from "./stored-parameters.ts";

interface KeptModel {
  readonly readAtMs: number;
  readonly model: MasteryModel;
  /** Courses whose items' and skills' weights are in it. */
  readonly courseIds: Set<string>;
}

/** The worker teaches the weights every few seconds and each step is small: this old they are as good as new. */
const freshMs = 60_000;
const kept = 16;
const cache = new Map<string, KeptModel>();

/**
 * What learners of an organisation share, with the weights of these courses' items and skills. Not to be changed:
 * it is kept between requests. Needs the service's rights.
 */
export async function getSharedModel(
  tx: Tx,
  { orgId, courseIds }: { orgId: string; courseIds: readonly string[] },
): Promise<MasteryModel> {
  const known = cache.get(orgId);
  const entry =
    known !== undefined && Date.now() - known.readAtMs < freshMs
      ? known
      : {
          readAtMs: Date.now(),
          model: await readOrganisation(tx, orgId),
          courseIds: new Set<string>(),
        };
  const missing = [...new Set(courseIds)].filter((id) => !entry.courseIds.has(id));
  if (missing.length > 0) {
    const rows = await modelParameterRepository.listOfCourses(tx, { courseIds: missing });
    for (const { parameters } of rows) applyMoved(entry.model, LearnedWeights.parse(parameters));
    for (const id of missing) entry.courseIds.add(id);
  }
  cache.delete(orgId);
  cache.set(orgId, entry);
  const [oldest] = cache.keys();
  if (cache.size > kept && oldest !== undefined) cache.delete(oldest);
  return entry.model;
}

async function readOrganisation(tx: Tx, orgId: string): Promise<MasteryModel> {
  const row = await modelParameterRepository.findOfOrganisation(tx, { orgId });
  if (row === null) return startModel();
  const model = startModel(ShippedWeights.parse(row.startedFrom));
  applyMoved(model, LearnedWeights.parse(row.parameters));
  return model;
}

/** What was read before is read anew. */
export function forgetSharedModel(orgId: string): void {
  cache.delete(orgId);
}
