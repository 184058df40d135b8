import { SearchPage } from "@byteos/forge-pages/components/search-page";
import type { Metadata } from "next";
import { loadSearchPage } from "../../../../../../features/repository/loaders.ts";

type Props = PageProps<"/forge/[org]/[name]/search">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Search ${decodeURIComponent((await params).name)}` };
}

export default async function RepositorySearchPage({ params, searchParams }: Props) {
  return <SearchPage view={await loadSearchPage(await params, await searchParams)} />;
}
