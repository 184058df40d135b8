import { withParams } from "@byteos/web/api-route";
import { checkCourse, publishOneCourse } from "../../../../../features/editor/loaders.ts";
import { apiRoute } from "../../../../../lib/api-route.ts";

export const GET = apiRoute("course.check", ({ ctx, params }) =>
  checkCourse({ ctx, input: params }),
);

export const POST = apiRoute("course.publish", ({ ctx, body, params }) =>
  publishOneCourse({ ctx, input: withParams(body, params) }),
);
