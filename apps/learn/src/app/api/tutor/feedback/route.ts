import { rateTurn } from "@byteos/usecases/tutor/rate-turn";
import { jsonRoute } from "../../../../lib/json-route.ts";

export const POST = jsonRoute("tutor.feedback", (ctx, input) => rateTurn({ ctx, input }));
