import { requestHint } from "@byteos/usecases/attempt/request-hint";
import { jsonRoute } from "../../../lib/json-route.ts";

export const POST = jsonRoute("attempt.hint", (ctx, input) => requestHint({ ctx, input }));
