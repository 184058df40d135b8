import { loadAnalyticsCsv } from "../../../../../features/analytics/loaders.ts";
import { apiRoute } from "../../../../../lib/api-route.ts";

export const GET = apiRoute("course.analytics-csv", ({ ctx, params }) =>
  loadAnalyticsCsv({ ctx, courseId: params.courseId ?? "" }),
);
