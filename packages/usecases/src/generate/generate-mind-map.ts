import { MindMap } from "@byteos/contracts/generated-content";
import { buildMindMap } from "@byteos/courseware/mindmap/build-mind-map";
import { asUser } from "@byteos/db/as-user";
import type { UseCase } from "../use-case.ts";
import { countGeneration } from "./generate-limits.ts";
import { CourseTextInput, readCourseText } from "./read-course-text.ts";

export const GenerateMindMapInput = CourseTextInput;

/**
 * The mind map of a course or one of its modules, from its headings, the terms it defines and its passages:
 * every node opens its place. Throws as `readCourseText`, and limit `generate.too-often`.
 */
export async function generateMindMap({ ctx, input }: UseCase): Promise<MindMap> {
  const place = GenerateMindMapInput.parse(input);
  await countGeneration(ctx);
  const { title, contentHash, modules } = await asUser(ctx, (tx) => readCourseText(tx, ctx, place));
  const nodes = buildMindMap({ title, modules });
  return MindMap.parse({
    title,
    nodes: nodes.map((node) => ({ ...node, place: { ...node.place, contentHash } })),
  });
}
