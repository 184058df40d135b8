import { revealAnswer } from "@byteos/usecases/attempt/reveal-answer";
import { apiRoute } from "../../../../lib/api-route.ts";

export const POST = apiRoute("attempt.reveal", ({ ctx, body: input }) =>
  revealAnswer({ ctx, input }),
);
