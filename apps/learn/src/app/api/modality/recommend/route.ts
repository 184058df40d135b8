import { ModalityAdvice } from "@byteos/usecases/modality/modality-advice";
import { recommendModality } from "@byteos/usecases/modality/recommend-modality";
import { apiRoute } from "../../../../lib/api-route.ts";

export const POST = apiRoute("modality.recommend", async ({ ctx, body: input }) =>
  ModalityAdvice.parse(await recommendModality({ ctx, input })),
);
