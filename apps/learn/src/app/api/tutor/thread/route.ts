import { loadThread } from "@byteos/usecases/tutor/load-thread";
import { apiRoute } from "../../../../lib/api-route.ts";

export const POST = apiRoute("tutor.thread", ({ ctx, body }) => loadThread({ ctx, input: body }));
