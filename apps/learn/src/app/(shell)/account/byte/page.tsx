import type { Metadata } from "next";
import { MemoryPage } from "../../../../features/byte/components/memory-page.tsx";
import { loadMemories } from "../../../../features/byte/loaders.ts";

export const metadata: Metadata = { title: "What Byte remembers" };

export default async function Page() {
  return <MemoryPage memories={await loadMemories()} />;
}
