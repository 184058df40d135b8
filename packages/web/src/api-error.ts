import { errorKinds } from "@byteos/contracts/errors";
import { z } from "zod";

/** The one shape of an error, whichever route answers. */
export const ApiError = z.strictObject({
  error: z.strictObject({
    kind: z.enum(errorKinds),
    /** Belongs to a feature: `tutor.too-often`. Programs branch on it. */
    code: z.string(),
    /** For people. */
    message: z.string(),
    /** What to do next. */
    suggestion: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
    /** What is wrong with which field of the input. */
    fieldErrors: z.record(z.string(), z.string()).optional(),
    /** Names the request in our logs. */
    requestId: z.string(),
  }),
});
export type ApiError = z.infer<typeof ApiError>;
