import { changeCourseStructure } from "../../../../../features/editor/loaders.ts";
import { apiRoute, withParams } from "../../../../../lib/api-route.ts";

export const POST = apiRoute("course.structure", ({ ctx, body, params }) =>
  changeCourseStructure({ ctx, input: withParams(body, params) }),
);
