import { toUiMessageResponse } from "@byteos/integrations/model/tutor-message-stream";
import { askTutor } from "@byteos/usecases/tutor/ask-tutor";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";
import { languageModels } from "../../../../lib/models.ts";

export const POST = endpointRoute(endpoints.askTutor, ({ ctx, input, signal }) =>
  toUiMessageResponse(askTutor({ ctx, input, means: { models: languageModels(), signal } })),
);
