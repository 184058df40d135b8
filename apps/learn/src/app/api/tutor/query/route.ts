import { toUiMessageResponse } from "@byteos/integrations/model/tutor-message-stream";
import { askTutor } from "@byteos/usecases/tutor/ask-tutor";
import { apiRoute } from "../../../../lib/api-route.ts";
import { languageModels } from "../../../../lib/models.ts";

/** A turn with Byte, streamed as it is said. */
export const POST = apiRoute("tutor.query", async ({ ctx, body, request: { signal } }) =>
  toUiMessageResponse(askTutor({ ctx, input: body, means: { models: languageModels(), signal } })),
);
