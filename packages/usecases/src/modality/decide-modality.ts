import {
  chooseModality,
  type ModalityEvidence,
  type RewardTally,
} from "@byteos/adaptive/modality/modality-policy";
import { Modality } from "@byteos/contracts/learning-event";
import type { PublishedModule } from "@byteos/contracts/module-content";
import { moduleForms } from "@byteos/courseware/modality/module-forms";
import { topicKindOf, topicKinds } from "@byteos/courseware/modality/topic-kind";
import { elevated } from "@byteos/db/as-service";
import {
  type ModalityDecision,
  modalityOutcomeRepository,
  type ModalityTally,
} from "@byteos/db/repositories/modality-outcome.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { DecisionContext, describeAdvice, type ModalityAdvice } from "./modality-advice.ts";

interface Studied {
  readonly orgId: string;
  readonly userId: string;
  readonly courseId: string;
  readonly module: PublishedModule;
  /** Everything in the module has been read and answered. */
  readonly isComplete: boolean;
  readonly now: Date;
}

/** A finished module that is opened again this long after its last result is studied anew. */
const restMs = 12 * 3_600_000;
const Propensities = z.record(z.string(), z.number());
const Kind = z.enum(topicKinds);

/**
 * The form in which a learner studies a module, and why. Decided once and kept until a later answer has shown what
 * came of it; a module with one form is not decided about. Runs in the learner's own transaction.
 */
export async function decideModality(tx: Tx, studied: Studied): Promise<ModalityAdvice> {
  const { userId, courseId, module } = studied;
  const forms = moduleForms(module);
  const [only] = forms;
  if (only === undefined || forms.length === 1) return adviseOnly(only ?? "text", module);
  const place = { userId, courseId, moduleId: module.id };
  const latest = await modalityOutcomeRepository.findLatest(tx, place);
  const standing = latest === null || isDueAnew(latest, studied) ? null : adviceOf(latest, forms);
  if (standing !== null) return standing;
  await elevated(tx, "decide in which form a module is studied", () => decide(tx, studied, forms));
  const made = await modalityOutcomeRepository.findLatest(tx, place);
  const advice = made === null ? null : adviceOf(made, forms);
  return advice ?? adviseOnly(only, module);
}

function isDueAnew({ rewardedAt }: ModalityDecision, { isComplete, now }: Studied): boolean {
  return isComplete && rewardedAt !== null && now.getTime() - rewardedAt.getTime() > restMs;
}

async function decide(
  tx: Tx,
  { orgId, userId, courseId, module }: Studied,
  forms: readonly Modality[],
): Promise<void> {
  const topicKind = topicKindOf(module);
  const pooled = await modalityOutcomeRepository.listPooled(tx, { orgId, topicKind });
  const own = await modalityOutcomeRepository.listOwn(tx, { orgId, userId });
  const evidence: ModalityEvidence = { pooled: talliesOf(pooled), own: talliesOf(own) };
  const { chosen, propensities, estimates } = chooseModality(forms, evidence, Math.random);
  const context: DecisionContext = {
    forms: estimates.map(({ modality, mean, low, high, count }) => ({
      modality,
      mean,
      low,
      high,
      count,
    })),
    reason: describeAdvice({ recommended: chosen, topicKind, estimates, pooled: evidence.pooled }),
  };
  await modalityOutcomeRepository.addOnce(tx, {
    orgId,
    userId,
    courseId,
    moduleId: module.id,
    topicKind,
    recommended: chosen,
    propensities: Object.fromEntries(propensities),
    context,
  });
}

/** Sums by form, leaving out forms that no longer exist. */
export function talliesOf(rows: readonly ModalityTally[]): Map<Modality, RewardTally> {
  return new Map(
    rows.flatMap(({ modality, ...tally }) => {
      const form = Modality.safeParse(modality);
      return form.success ? [[form.data, { ...tally }] as const] : [];
    }),
  );
}

/** The advice as it was stored; null when the module has since lost the form or gained another. */
function adviceOf(decision: ModalityDecision, forms: readonly Modality[]): ModalityAdvice | null {
  const context = DecisionContext.safeParse(decision.context);
  const propensities = Propensities.safeParse(decision.propensities);
  const recommended = forms.find((form) => form === decision.recommended);
  const chosen = forms.find((form) => form === decision.chosen) ?? recommended;
  const topicKind = Kind.safeParse(decision.topicKind);
  if (!context.success || !propensities.success || !topicKind.success) return null;
  if (recommended === undefined || chosen === undefined) return null;
  const { reason } = context.data;
  const known = new Map(context.data.forms.map((form) => [form.modality, form]));
  const shown = forms.flatMap((form) => {
    const estimate = known.get(form);
    return estimate === undefined
      ? []
      : [{ ...estimate, propensity: propensities.data[form] ?? 0 }];
  });
  return {
    decisionId: decision.id,
    topicKind: topicKind.data,
    recommended,
    chosen,
    forms: shown,
    reason,
  };
}

function adviseOnly(form: Modality, module: PublishedModule): ModalityAdvice {
  const topicKind = topicKindOf(module);
  return {
    decisionId: null,
    topicKind,
    recommended: form,
    chosen: form,
    forms: [{ modality: form, mean: 0, low: 0, high: 0, count: 0, propensity: 1 }],
    reason: describeAdvice({ recommended: form, topicKind, estimates: [], pooled: new Map() }),
  };
}
