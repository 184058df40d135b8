import type { Metadata } from "next";
import { Catalogue } from "../../../features/catalogue/components/catalogue.tsx";
import { loadCataloguePage, type SearchParams } from "../../../features/catalogue/loaders.ts";

export const metadata: Metadata = { title: "Catalogue" };

export default async function CataloguePage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  return <Catalogue view={await loadCataloguePage(await searchParams)} />;
}
