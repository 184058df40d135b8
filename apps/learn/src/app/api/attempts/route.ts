import { submitAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { jsonRoute } from "../../../lib/json-route.ts";

export const POST = jsonRoute("attempt.submit", (ctx, input) => submitAttempt({ ctx, input }));
