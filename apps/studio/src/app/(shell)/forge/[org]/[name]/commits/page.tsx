import { CommitsPage } from "@byteos/forge-pages/components/commits-page";
import type { Metadata } from "next";
import { loadCommitsPage } from "../../../../../../features/repository/loaders.ts";

type Props = PageProps<"/forge/[org]/[name]/commits">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Commits of ${decodeURIComponent((await params).name)}` };
}

export default async function RepositoryCommitsPage({ params, searchParams }: Props) {
  return <CommitsPage view={await loadCommitsPage(await params, await searchParams)} />;
}
