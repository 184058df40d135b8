import type { Metadata } from "next";
import { MindMapPage } from "../../../../../features/mind-map/components/mind-map-page.tsx";
import { loadMindMapPage } from "../../../../../features/mind-map/loaders.ts";

export const metadata: Metadata = { title: "Mind map" };

export default async function Page({ params }: { params: Promise<{ courseId: string }> }) {
  return <MindMapPage view={await loadMindMapPage(await params)} />;
}
