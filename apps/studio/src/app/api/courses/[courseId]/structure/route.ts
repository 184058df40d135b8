import { withParams } from "@byteos/web/api-route";
import { changeCourseStructure } from "../../../../../features/editor/loaders.ts";
import { apiRoute } from "../../../../../lib/api-route.ts";

export const POST = apiRoute("course.structure", ({ ctx, body, params }) =>
  changeCourseStructure({ ctx, input: withParams(body, params) }),
);
