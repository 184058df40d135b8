import { withParams } from "@byteos/web/api-route";
import {
  loadOpenModule,
  renameOneModule,
  saveOneModule,
} from "../../../../../../features/editor/loaders.ts";
import { apiRoute } from "../../../../../../lib/api-route.ts";

export const GET = apiRoute("module.load", ({ ctx, params }) =>
  loadOpenModule({ ctx, input: params }),
);

export const PUT = apiRoute("module.save", ({ ctx, body, params }) =>
  saveOneModule({ ctx, input: withParams(body, params) }),
);

export const PATCH = apiRoute("module.rename", ({ ctx, body, params }) =>
  renameOneModule({ ctx, input: withParams(body, params) }),
);
