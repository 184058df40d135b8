import { ModelEnv } from "@byteos/integrations/env";
import type { ModelTrainer } from "@byteos/integrations/training/model-trainer";
import { trainerFromEnv } from "@byteos/integrations/training/trainer-from-env";
import { env } from "../env.ts";

/** What would train a model here; null where none is set up. */
export function modelTrainer(): ModelTrainer | null {
  return trainerFromEnv(ModelEnv.parse(env()));
}
