import { z } from "zod";

/** An object as JSON has it, kept as it is: whatever its keys are called. */
export const JsonObject = z.custom<Record<string, unknown>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);
