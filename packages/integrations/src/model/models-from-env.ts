import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { createTogetherAI } from "@ai-sdk/togetherai";
import type { ModelEnv } from "../env.ts";
import { createAiSdkModel } from "./ai-sdk-model.ts";
import type { LanguageModelPort } from "./language-model.ts";

export interface TrainedModel {
  readonly provider: string;
  readonly model: string;
}

function ownProvider(env: ModelEnv, baseURL: string) {
  const provider = createOpenAICompatible({
    name: "own",
    baseURL,
    includeUsage: true,
    ...(env.BYTEOS_MODEL_KEY === undefined ? {} : { apiKey: env.BYTEOS_MODEL_KEY }),
  });
  return (model: string) => provider.chatModel(model);
}

/**
 * The models this process may ask, in the order in which it asks: an address of one's own before all,
 * then Together, OpenAI and Anthropic. None without a key or address: then the extractive mode answers.
 */
export function modelsFromEnv(
  env: ModelEnv,
  /** A model that the organisation trained; asked first, where its provider is still there. */
  trained: TrainedModel | null = null,
): LanguageModelPort[] {
  const models: LanguageModelPort[] = [];
  if (trained?.provider === "own" && env.BYTEOS_MODEL_URL !== undefined) {
    models.push(
      createAiSdkModel("own-trained", ownProvider(env, env.BYTEOS_MODEL_URL)(trained.model)),
    );
  } else if (trained?.provider === "openai" && env.OPENAI_API_KEY !== undefined) {
    const provider = createOpenAI({ apiKey: env.OPENAI_API_KEY });
    models.push(createAiSdkModel("openai-trained", provider(trained.model)));
  }
  if (env.BYTEOS_MODEL_URL !== undefined) {
    const model = ownProvider(env, env.BYTEOS_MODEL_URL)(env.BYTEOS_MODEL_NAME);
    models.push(createAiSdkModel("own", model));
  }
  if (env.TOGETHER_API_KEY !== undefined) {
    const provider = createTogetherAI({ apiKey: env.TOGETHER_API_KEY });
    models.push(createAiSdkModel("together", provider(env.TOGETHER_MODEL)));
  }
  if (env.OPENAI_API_KEY !== undefined) {
    const provider = createOpenAI({ apiKey: env.OPENAI_API_KEY });
    models.push(createAiSdkModel("openai", provider(env.OPENAI_MODEL)));
  }
  if (env.ANTHROPIC_API_KEY !== undefined) {
    const provider = createAnthropic({ apiKey: env.ANTHROPIC_API_KEY });
    models.push(createAiSdkModel("anthropic", provider(env.ANTHROPIC_MODEL)));
  }
  return models;
}
