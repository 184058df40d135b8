import { z } from "zod";

/** What a renderer says when a render has ended. `deliveryId` stays the same when it says so again. */
export const RenderCallback = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("finished"),
    deliveryId: z.uuid(),
    renderId: z.uuid(),
    finishedAt: z.iso.datetime(),
    output: z.strictObject({
      /** Bucket and name of the file in storage. */
      bucket: z.string().min(1).max(100),
      path: z.string().min(1).max(1_000),
      byteSize: z.int().positive(),
      durationMs: z.int().positive(),
      /** SHA-256 of the file in hex. */
      contentHash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  }),
  z.strictObject({
    status: z.literal("failed"),
    deliveryId: z.uuid(),
    renderId: z.uuid(),
    finishedAt: z.iso.datetime(),
    /** A code of the renderer's, never its words: they may quote the lesson. */
    errorCode: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/),
  }),
]);
export type RenderCallback = z.infer<typeof RenderCallback>;
