import type { MasteryModel } from "@byteos/adaptive/mastery/mastery-model";
import { takeStep } from "@byteos/adaptive/mastery/model-step";
import { applyMoved, ownWeightsOf, sharedWeightsOf } from "@byteos/adaptive/mastery/moved-weights";
import {
  startupSource,
  startupVersion,
  startupWeights,
} from "@byteos/adaptive/mastery/startup-weights";
import { isOwnWeight } from "@byteos/adaptive/mastery/stored-model";
import { asService } from "@byteos/db/as-service";
import {
  modelParameterRepository,
  type ModelStepRow,
} from "@byteos/db/repositories/model-parameter.repository";
import type { Tx } from "@byteos/db/transaction";
import { startModel } from "./mastery-parameters.ts";
import { forgetSharedModel } from "./shared-model.ts";
import { LearnedWeights, ShippedWeights, StoredStep } from "./stored-parameters.ts";

const reason = "what all learners share is taught by each one's answers";
const stepsAtOnce = 500;
/** Weights of items and skills that a course may have: a few thousand questions and the order they come in. */
const mostOwnWeights = 20_000;

/** An organisation's model while it is taught, with which weights belong to which course. */
export interface TaughtModel {
  readonly model: MasteryModel;
  readonly namesByCourse: Map<string, Set<string>>;
}

/** Registers what this version ships, for a database that does not know it yet. */
export async function registerShippedModels(): Promise<void> {
  await asService(reason, registerWeights);
}

function registerWeights(tx: Tx): Promise<string> {
  return modelParameterRepository.register(tx, {
    model: "mastery",
    version: startupVersion,
    parameters: startupWeights,
    fittedBy: startupSource,
  });
}

/** Takes steps into a model, in order. */
export function teach({ model, namesByCourse }: TaughtModel, steps: readonly ModelStepRow[]): void {
  for (const { courseId, step } of steps) {
    const names = namesByCourse.get(courseId) ?? new Set<string>();
    namesByCourse.set(courseId, names);
    takeStep(model, StoredStep.parse(step), (name) => {
      if (!isOwnWeight(name)) return true;
      if (!names.has(name) && names.size >= mostOwnWeights) return false;
      names.add(name);
      return true;
    });
  }
}

/**
 * Takes waiting answers into the weights of their organisations, in bounded batches, each in one transaction: the
 * steps are marked with the version that they made, so that stopping anywhere neither loses nor repeats one. Any
 * number of processes may call it. Returns how many answers were taken in.
 */
export async function teachSharedModels({
  signal,
}: { readonly signal?: AbortSignal } = {}): Promise<number> {
  let taught = 0;
  for (const orgId of await asService(reason, (tx) => modelParameterRepository.listWaiting(tx))) {
    while (signal?.aborted !== true) {
      const count = await asService(reason, (tx) => teachOnce(tx, orgId));
      taught += count;
      if (count > 0) forgetSharedModel(orgId);
      if (count < stepsAtOnce) break;
    }
  }
  return taught;
}

async function teachOnce(tx: Tx, orgId: string): Promise<number> {
  if (!(await modelParameterRepository.lock(tx, { orgId }))) return 0;
  const row = await modelParameterRepository.findOfOrganisation(tx, { orgId });
  const version = (row?.version ?? 0) + 1;
  const steps = await modelParameterRepository.takeSteps(tx, {
    orgId,
    fold: version,
    limit: stepsAtOnce,
  });
  if (steps.length === 0) return 0;
  const model = startModel(row === null ? undefined : ShippedWeights.parse(row.startedFrom));
  if (row !== null) applyMoved(model, LearnedWeights.parse(row.parameters));
  const counts = new Map<string, number>();
  for (const { courseId } of steps) counts.set(courseId, (counts.get(courseId) ?? 0) + 1);
  const courses = await modelParameterRepository.listOfCourses(tx, {
    courseIds: [...counts.keys()],
  });
  const taught: TaughtModel = { model, namesByCourse: new Map() };
  for (const { courseId, parameters, evidenceCount } of courses) {
    const learned = LearnedWeights.parse(parameters);
    applyMoved(model, learned);
    taught.namesByCourse.set(courseId, new Set(Object.keys(learned.sparse)));
    counts.set(courseId, (counts.get(courseId) ?? 0) + evidenceCount);
  }
  teach(taught, steps);
  await modelParameterRepository.saveOfOrganisation(tx, {
    orgId,
    version,
    startedFrom: await registerWeights(tx),
    parameters: sharedWeightsOf(model),
    evidenceCount: (row?.evidenceCount ?? 0) + steps.length,
  });
  for (const [courseId, evidenceCount] of counts) {
    await modelParameterRepository.saveOfCourse(tx, {
      courseId,
      version,
      parameters: ownWeightsOf(model, taught.namesByCourse.get(courseId) ?? new Set()),
      evidenceCount,
    });
  }
  return steps.length;
}
