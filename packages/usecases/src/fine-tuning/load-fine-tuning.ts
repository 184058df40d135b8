import type { MemberContext } from "@byteos/contracts/request-context";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import {
  type FineTuningRow,
  fineTuningRepository,
} from "@byteos/db/repositories/fine-tuning.repository";
import { requireCapability } from "../authorise.ts";
import { fewestExamples, fewestLearners, isEnough, readTrainingSet } from "./read-training-set.ts";

export const fineTuningStates = [
  "waiting",
  "uploading",
  "training",
  "ready",
  "failed",
  "cancelled",
] as const;
export type FineTuningState = (typeof fineTuningStates)[number];

export interface FineTuningView {
  readonly consents: number;
  readonly examples: number;
  /** Learners whose turns are among the examples. */
  readonly learners: number;
  readonly isEnough: boolean;
  readonly fewestExamples: number;
  readonly fewestLearners: number;
  /** Latest first. */
  readonly models: readonly {
    readonly id: string;
    readonly state: FineTuningState;
    readonly baseModel: string;
    readonly examples: number | null;
    readonly isInUse: boolean;
    readonly failure: string | null;
    readonly createdAt: Date;
  }[];
}

const mostShown = 10;

/** What an admin sees of training: counts, never words. */
export async function loadFineTuning({ ctx }: { ctx: MemberContext }): Promise<FineTuningView> {
  requireCapability(ctx, "organisation.configure");
  const { orgId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const rows = await fineTuningRepository.list(tx, { orgId, limit: mostShown });
    return elevated(tx, "count what a model may learn from", async () => {
      const set = await readTrainingSet(tx, orgId);
      return {
        consents: await fineTuningRepository.countConsents(tx, orgId),
        examples: set.training.length + set.validation.length,
        learners: set.learnerCount,
        isEnough: isEnough(set),
        fewestExamples,
        fewestLearners,
        models: rows.map(viewModel),
      };
    });
  });
}

function viewModel(row: FineTuningRow): FineTuningView["models"][number] {
  const { id, baseModel, isInUse, failure, createdAt, trainingCount, validationCount } = row;
  return {
    id,
    state: fineTuningStates.find((state) => state === row.status) ?? "failed",
    baseModel,
    examples: trainingCount === null ? null : trainingCount + (validationCount ?? 0),
    isInUse,
    failure,
    createdAt,
  };
}
