import { AppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { countApiCall } from "@byteos/usecases/limits/count-api-call";
import type { z } from "zod";
import type { ApiRoute } from "./api-route.ts";

/** One route of an app's API: what it is for, and the schemas it reads and answers by. */
export interface Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly path: `/api/${string}`;
  /** Of the log event and of the operation. */
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  readonly input: I;
  readonly output: O;
  /** Answers piece by piece as server-sent events; `output` is one event. */
  readonly isStream?: boolean;
  /** Programs may call it with the person's access token instead of cookies. */
  readonly mayBringToken?: boolean;
}

export interface EndpointCall<I> {
  readonly ctx: MemberContext;
  readonly input: I;
  readonly signal: AbortSignal;
}

/**
 * Makes the POST handler of an endpoint: counts the call, reads the input by the endpoint's schema, and holds
 * the answer to its schema, so that what the documentation says is what goes over the wire.
 */
export function createEndpointRoute(apiRoute: ApiRoute) {
  return <I extends z.ZodType, O extends z.ZodType>(
    { name, input, output, mayBringToken = false }: Endpoint<I, O>,
    handle: (call: EndpointCall<z.output<I>>) => Promise<z.input<O> | Response>,
  ): ReturnType<ApiRoute> =>
    apiRoute(
      name,
      async ({ ctx, body, request: { signal } }) => {
        await countApiCall(ctx);
        const value = await handle({ ctx, input: input.parse(body ?? {}), signal });
        if (value instanceof Response) return value;
        const answer = output.safeParse(value);
        if (answer.success) return answer.data;
        throw new AppError("internal", "response.invalid", "The answer has the wrong form.", {
          cause: answer.error,
        });
      },
      { mayBringToken },
    );
}
