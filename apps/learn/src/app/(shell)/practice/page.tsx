import type { Metadata } from "next";
import { Practice } from "../../../features/practice/components/practice.tsx";
import { loadPracticePage } from "../../../features/practice/loaders.ts";

export const metadata: Metadata = { title: "Practice" };

export default async function PracticePage({
  searchParams,
}: {
  searchParams: Promise<{ skill?: string | string[] }>;
}) {
  const { skill } = await searchParams;
  const skillId = typeof skill === "string" ? skill : null;
  return <Practice key={skillId} skillId={skillId} first={await loadPracticePage(skillId)} />;
}
