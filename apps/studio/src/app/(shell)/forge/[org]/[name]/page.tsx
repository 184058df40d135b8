import { RepositoryHome } from "@byteos/forge-pages/components/repository-home";
import type { Metadata } from "next";
import { loadFilesPage } from "../../../../../features/repository/loaders.ts";

type Props = PageProps<"/forge/[org]/[name]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, name } = await params;
  return { title: `${decodeURIComponent(org)} / ${decodeURIComponent(name)}` };
}

export default async function RepositoryFilesPage({ params, searchParams }: Props) {
  return <RepositoryHome view={await loadFilesPage(await params, await searchParams)} />;
}
