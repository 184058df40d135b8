import { gradeCard } from "@byteos/usecases/review/grade-card";
import { endpoints } from "../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.gradeCard, ({ ctx, input }) =>
  gradeCard({ ctx, input }),
);
