import { HttpAnswer } from "../http/errors.ts";

// A browser on another origin may read why the gateway refused, whatever the function itself allows.
const readable = { "access-control-allow-origin": "*" };
/** The official client tells the platform's failures from the function's own by this header. */
const relayed = { ...readable, "x-relay-error": "true" };

export const functionNotFound = () =>
  new HttpAnswer(
    404,
    { code: "NOT_FOUND", message: "Requested function was not found" },
    { ...readable },
  );

export const tokenRefused = (message: string) =>
  new HttpAnswer(401, { code: 401, message }, { ...readable });

export const bootFailed = (message = "Function failed to start (please check logs)") =>
  new HttpAnswer(503, { code: "BOOT_ERROR", message }, { ...relayed });

export const functionCrashed = () =>
  new HttpAnswer(
    500,
    { code: "WORKER_ERROR", message: "Function exited due to an error (please check logs)" },
    { ...relayed },
  );

export const limitReached = () =>
  new HttpAnswer(
    546,
    {
      code: "WORKER_LIMIT",
      message: "Function failed due to not having enough compute resources (please check logs)",
    },
    { ...relayed },
  );

export const answerOverdue = () =>
  new HttpAnswer(
    504,
    { code: "IDLE_TIMEOUT", message: "Function did not answer in time" },
    { ...relayed },
  );
