import { pollDeviceLogin } from "@byteos/usecases/token/device-login";
import { openApiRoute } from "../../../../../lib/api-route.ts";

export const POST = openApiRoute("device.poll", ({ ctx, body }) =>
  pollDeviceLogin({ ctx, input: body }),
);
