import type { Metadata } from "next";
import { ImportRoom } from "../../../../features/import/components/import-room.tsx";
import { loadImportPage } from "../../../../features/import/loaders.ts";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage({ params }: PageProps<"/imports/[importId]">) {
  const { importId } = await params;
  return <ImportRoom first={await loadImportPage(importId)} />;
}
