import { rateTurn } from "@byteos/usecases/tutor/rate-turn";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.rateTurn, ({ ctx, input }) => rateTurn({ ctx, input }));
