import type { Metadata } from "next";
import { Finish } from "../../../../features/player/components/finish.tsx";
import { loadFinishPage } from "../../../../features/player/loaders.ts";

export const metadata: Metadata = { title: "Finish" };

export default async function FinishPage({ params }: { params: Promise<{ courseId: string }> }) {
  const view = await loadFinishPage(await params);
  return <Finish view={view} />;
}
