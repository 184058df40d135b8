import { revealAnswer } from "@byteos/usecases/attempt/reveal-answer";
import { jsonRoute } from "../../../../lib/json-route.ts";

export const POST = jsonRoute("attempt.reveal", (ctx, input) => revealAnswer({ ctx, input }));
