import { submitAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { apiRoute } from "../../../lib/api-route.ts";

export const POST = apiRoute("attempt.submit", ({ ctx, body: input }) =>
  submitAttempt({ ctx, input }),
);
