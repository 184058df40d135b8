import { withParams } from "@byteos/web/api-route";
import { saveCourseFields } from "../../../../features/editor/loaders.ts";
import { apiRoute } from "../../../../lib/api-route.ts";

export const PATCH = apiRoute("course.update", ({ ctx, body, params }) =>
  saveCourseFields({ ctx, input: withParams(body, params) }),
);
