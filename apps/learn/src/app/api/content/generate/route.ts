import { generateContent } from "@byteos/usecases/generate/generate-content";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";
import { languageModels } from "../../../../lib/models.ts";

export const POST = endpointRoute(endpoints.generateContent, ({ ctx, input, signal }) =>
  generateContent({ ctx, input, means: { models: languageModels(), signal } }),
);
