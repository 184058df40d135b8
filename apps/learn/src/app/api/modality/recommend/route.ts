import { recommendModality } from "@byteos/usecases/modality/recommend-modality";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.recommendModality, ({ ctx, input }) =>
  recommendModality({ ctx, input }),
);
