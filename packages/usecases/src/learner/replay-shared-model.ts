import {
  ownWeightsOf,
  type MovedWeights,
  sharedWeightsOf,
} from "@byteos/adaptive/mastery/moved-weights";
import { modelParameterRepository } from "@byteos/db/repositories/model-parameter.repository";
import type { Tx } from "@byteos/db/transaction";
import { startModel } from "./mastery-parameters.ts";
import { ShippedWeights } from "./stored-parameters.ts";
import { teach, type TaughtModel } from "./teach-shared-models.ts";

/**
 * An organisation's weights from its answers alone, in the order in which they were taken in: what teaching in
 * batches had made of them, to the last digit. Runs with the service's rights.
 */
export async function replaySharedModel(
  tx: Tx,
  { orgId }: { orgId: string },
): Promise<{ shared: MovedWeights; byCourse: ReadonlyMap<string, MovedWeights> }> {
  const row = await modelParameterRepository.findOfOrganisation(tx, { orgId });
  const taught: TaughtModel = {
    model: startModel(row === null ? undefined : ShippedWeights.parse(row.startedFrom)),
    namesByCourse: new Map(),
  };
  teach(taught, await modelParameterRepository.listTaken(tx, { orgId }));
  const { model, namesByCourse } = taught;
  const byCourse = [...namesByCourse].map(
    ([courseId, names]) => [courseId, ownWeightsOf(model, names)] as const,
  );
  return { shared: sharedWeightsOf(model), byCourse: new Map(byCourse) };
}
