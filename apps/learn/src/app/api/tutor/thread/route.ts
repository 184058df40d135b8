import { loadThread } from "@byteos/usecases/tutor/load-thread";
import { jsonRoute } from "../../../../lib/json-route.ts";

export const POST = jsonRoute("tutor.thread", (ctx, input) => loadThread({ ctx, input }));
