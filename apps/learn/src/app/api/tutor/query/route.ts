import { toUiMessageResponse } from "@byteos/integrations/model/tutor-message-stream";
import { askTutor } from "@byteos/usecases/tutor/ask-tutor";
import { jsonRoute } from "../../../../lib/json-route.ts";
import { languageModels } from "../../../../lib/models.ts";

/** A turn with Byte, streamed as it is said. */
export const POST = jsonRoute("tutor.query", (ctx, input, signal) =>
  toUiMessageResponse(askTutor({ ctx, input, means: { models: languageModels(), signal } })),
);
