import { ModelEnv } from "@byteos/integrations/env";
import type { LanguageModelPort } from "@byteos/integrations/model/language-model";
import { modelsFromEnv } from "@byteos/integrations/model/models-from-env";
import { env } from "../env.ts";

let models: readonly LanguageModelPort[] | undefined;

/** The language models of this process; none where no key is set. */
export function languageModels(): readonly LanguageModelPort[] {
  return (models ??= modelsFromEnv(ModelEnv.parse(env())));
}
