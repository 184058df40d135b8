import { saveCourseFields } from "../../../../features/editor/loaders.ts";
import { apiRoute, withParams } from "../../../../lib/api-route.ts";

export const PATCH = apiRoute("course.update", ({ ctx, body, params }) =>
  saveCourseFields({ ctx, input: withParams(body, params) }),
);
