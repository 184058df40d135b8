import type { MasteryModel } from "@byteos/adaptive/mastery/mastery-model";
import { startupWeights } from "@byteos/adaptive/mastery/startup-weights";
import { restoreModel } from "@byteos/adaptive/mastery/stored-model";

const startup = restoreModel(startupWeights);

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

/** The weights all learners share, with the difficulties of the items at hand. */
export function modelWith({ items, skills }: KnownDifficulties): MasteryModel {
  return {
    ...startup,
    difficulties: {
      base: startup.difficulties.base,
      items: new Map(items.map(({ itemId, ...known }) => [itemId, { ...known }])),
      skills: new Map(skills.map(({ skillId, ...known }) => [skillId, { ...known }])),
    },
  };
}
