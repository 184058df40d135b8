import { toUiMessageResponse } from "@byteos/integrations/model/tutor-message-stream";
import { askTutor } from "@byteos/usecases/tutor/ask-tutor";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";
import { modelsOf, vectorSearch } from "../../../../lib/models.ts";

export const POST = endpointRoute(endpoints.askTutor, async ({ ctx, input, signal }) => {
  const means = { models: await modelsOf(ctx), vectors: vectorSearch(), signal };
  return toUiMessageResponse(askTutor({ ctx, input, means }));
});
