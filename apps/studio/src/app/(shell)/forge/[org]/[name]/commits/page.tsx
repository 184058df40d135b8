import type { Metadata } from "next";
import { CommitsPage } from "../../../../../../features/repository/components/commits-page.tsx";
import { loadCommitsPage } from "../../../../../../features/repository/loaders.ts";

type Props = PageProps<"/forge/[org]/[name]/commits">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Commits of ${decodeURIComponent((await params).name)}` };
}

export default async function RepositoryCommitsPage({ params, searchParams }: Props) {
  return <CommitsPage view={await loadCommitsPage(await params, await searchParams)} />;
}
