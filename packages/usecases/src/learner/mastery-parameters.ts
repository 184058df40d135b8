import { createDifficulties, type MasteryModel } from "@byteos/adaptive/mastery/mastery-model";
import { adaptiveSettings, startupTrust } from "@byteos/adaptive/mastery/model-step";
import { startupWeights } from "@byteos/adaptive/mastery/startup-weights";
import { restoreModel, type StoredWeights } from "@byteos/adaptive/mastery/stored-model";

export interface KnownDifficulties {
  readonly items: readonly {
    readonly itemId: string;
    readonly easiness: number;
    readonly answers: number;
  }[];
  readonly skills: readonly {
    readonly skillId: string;
    readonly easiness: number;
    readonly answers: number;
  }[];
}

/** A model of its own with shipped weights, as every organisation begins. */
export function startModel(weights: StoredWeights = startupWeights): MasteryModel {
  return restoreModel(weights, { settings: adaptiveSettings, trust: startupTrust });
}

/** The weights that learners share, with the difficulties of the items at hand. */
export function modelWith(
  shared: MasteryModel,
  { items, skills }: KnownDifficulties,
): MasteryModel {
  return {
    ...shared,
    difficulties: {
      ...createDifficulties(),
      base: shared.difficulties.base,
      items: new Map(items.map(({ itemId, ...known }) => [itemId, { ...known }])),
      skills: new Map(skills.map(({ skillId, ...known }) => [skillId, { ...known }])),
    },
  };
}
