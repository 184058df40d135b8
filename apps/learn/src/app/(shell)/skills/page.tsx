import type { Metadata } from "next";
import { Skills } from "../../../features/skills/components/skills.tsx";
import { loadSkillsPage } from "../../../features/skills/loaders.ts";

export const metadata: Metadata = { title: "Skills" };

export default async function SkillsPage() {
  return <Skills profile={await loadSkillsPage()} />;
}
