import type { Metadata } from "next";
import { SearchPage } from "../../../../../../features/repository/components/search-page.tsx";
import { loadSearchPage } from "../../../../../../features/repository/loaders.ts";

type Props = PageProps<"/forge/[org]/[name]/search">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Search ${decodeURIComponent((await params).name)}` };
}

export default async function RepositorySearchPage({ params, searchParams }: Props) {
  return <SearchPage view={await loadSearchPage(await params, await searchParams)} />;
}
