import { verifyRepository } from "@byteos/usecases/forge/verify-repository";
import { apiRoute } from "../../../../../../lib/api-route.ts";
import { forgeMeans } from "../../../../../../lib/forge-means.ts";

/** Every byte is read again. */
export const maxDuration = 300;

export const POST = apiRoute(
  "repository.verify",
  ({ ctx, params }) => verifyRepository({ ctx, input: params, means: forgeMeans() }),
  { scope: "write" },
);
