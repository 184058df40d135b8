import { requestHint } from "@byteos/usecases/attempt/request-hint";
import { apiRoute } from "../../../lib/api-route.ts";

export const POST = apiRoute("attempt.hint", ({ ctx, body: input }) => requestHint({ ctx, input }));
