import { z } from "zod";

/** A switch; as text when it came from the environment. */
export const Flag = z.union([
  z.boolean(),
  z.enum(["true", "false", "1", "0"]).transform((text) => text === "true" || text === "1"),
]);

/** Durations as the Supabase CLI writes them ("1h", "1m30s", "0s"), in seconds. */
export const Duration = z.string().transform((text, context) => {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (!match || text === "") {
    context.addIssue({
      code: "custom",
      message: `"${text}" is not a duration such as "1h" or "1m30s"`,
    });
    return z.NEVER;
  }
  const [hours = 0, minutes = 0, seconds = 0] = [match[1], match[2], match[3]].map((part) =>
    Number(part ?? 0),
  );
  return hours * 3600 + minutes * 60 + seconds;
});

const sizeUnits: Record<string, number> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
};

/** Sizes as the Supabase CLI and the storage API write them ("50MiB"), in bytes. */
export const ByteSize = z.string().transform((text, context) => {
  const match = /^(\d+)\s*([A-Za-z]+)?$/.exec(text.trim());
  const unit = sizeUnits[(match?.[2] ?? "B").toUpperCase()];
  if (!match || unit === undefined) {
    context.addIssue({ code: "custom", message: `"${text}" is not a size such as "50MiB"` });
    return z.NEVER;
  }
  return Number(match[1]) * unit;
});
