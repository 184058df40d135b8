import type { MemberContext } from "@byteos/contracts/request-context";
import { ModelEnv } from "@byteos/integrations/env";
import {
  type VectorSearch,
  vectorSearchFromEnv,
} from "@byteos/integrations/model/embedder-from-env";
import type { LanguageModelPort } from "@byteos/integrations/model/language-model";
import { modelsFromEnv } from "@byteos/integrations/model/models-from-env";
import { findTrainedModel } from "@byteos/usecases/fine-tuning/find-trained-model";
import { env } from "../env.ts";

let vectors: VectorSearch | null | undefined;
let models: readonly LanguageModelPort[] | undefined;

/** The language models of this process; none where no key is set. */
export function languageModels(): readonly LanguageModelPort[] {
  return (models ??= modelsFromEnv(ModelEnv.parse(env())));
}

/** The same, the model that the person's organisation trained before all. */
export async function modelsOf(ctx: MemberContext): Promise<readonly LanguageModelPort[]> {
  const usual = languageModels();
  const trained = usual.length === 0 ? null : await findTrainedModel({ ctx });
  return trained === null ? usual : modelsFromEnv(ModelEnv.parse(env()), trained);
}

/** Search by meaning; null where no embedding model is set or its weight is 0. */
export function vectorSearch(): VectorSearch | null {
  return (vectors ??= vectorSearchFromEnv(ModelEnv.parse(env())));
}
