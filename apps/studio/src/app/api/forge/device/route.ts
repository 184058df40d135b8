import { startDeviceLogin } from "@byteos/usecases/token/device-login";
import { env } from "../../../../env.ts";
import { openApiRoute } from "../../../../lib/api-route.ts";

export const POST = openApiRoute("device.start", async ({ ctx, body }) => ({
  ...(await startDeviceLogin({ ctx, input: body })),
  verificationUrl: new URL("/device", env().STUDIO_URL).href,
}));
