import { listMemories } from "@byteos/usecases/tutor/memories";
import { requireMember } from "../../lib/session.ts";

export type Memory = Awaited<ReturnType<typeof listMemories>>[number];

export async function loadMemories(): Promise<Memory[]> {
  return listMemories({ ctx: await requireMember() });
}
