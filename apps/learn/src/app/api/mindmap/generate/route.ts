import { generateMindMap } from "@byteos/usecases/generate/generate-mind-map";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.generateMindMap, ({ ctx, input }) =>
  generateMindMap({ ctx, input }),
);
