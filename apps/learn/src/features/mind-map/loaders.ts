import { isAppError } from "@byteos/contracts/errors";
import type { MindMap } from "@byteos/contracts/generated-content";
import { generateMindMap } from "@byteos/usecases/generate/generate-mind-map";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { requireMember } from "../../lib/session.ts";

const Ids = z.object({ courseId: z.uuid() });

export type MindMapView =
  | { readonly kind: "map"; readonly courseId: string; readonly map: MindMap }
  /** Too many maps were made just now. */
  | { readonly kind: "too-often"; readonly courseId: string };

/** Someone who is not enrolled is shown what the course is first. */
export async function loadMindMapPage(params: { courseId: string }): Promise<MindMapView> {
  const ctx = await requireMember();
  const ids = Ids.safeParse(params);
  if (!ids.success) notFound();
  const { courseId } = ids.data;
  try {
    return { kind: "map", courseId, map: await generateMindMap({ ctx, input: { courseId } }) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === "enrollment.not-found") redirect(`/courses/${courseId}`);
    if (error.code === "generate.too-often") return { kind: "too-often", courseId };
    throw error;
  }
}
