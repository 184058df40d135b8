import type { ModelEnv } from "../env.ts";
import type { ModelTrainer } from "./model-trainer.ts";
import { createOpenAiTrainer } from "./openai-trainer.ts";

/** What trains models, at the first provider that speaks OpenAI's fine-tuning; null without a model to train. */
export function trainerFromEnv(env: ModelEnv): ModelTrainer | null {
  const { BYTEOS_TUNING_MODEL: baseModel } = env;
  if (baseModel === undefined) return null;
  if (env.BYTEOS_MODEL_URL !== undefined) {
    const [url, key] = [env.BYTEOS_MODEL_URL, env.BYTEOS_MODEL_KEY];
    return createOpenAiTrainer({ provider: "own", url, key, baseModel });
  }
  if (env.OPENAI_API_KEY !== undefined) {
    const [url, key] = ["https://api.openai.com/v1", env.OPENAI_API_KEY];
    return createOpenAiTrainer({ provider: "openai", url, key, baseModel });
  }
  return null;
}
