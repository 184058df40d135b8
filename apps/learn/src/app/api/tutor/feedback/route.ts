import { rateTurn } from "@byteos/usecases/tutor/rate-turn";
import { apiRoute } from "../../../../lib/api-route.ts";

export const POST = apiRoute("tutor.feedback", ({ ctx, body }) => rateTurn({ ctx, input: body }));
