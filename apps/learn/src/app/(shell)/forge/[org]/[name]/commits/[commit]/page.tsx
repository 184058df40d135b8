import { CommitPage } from "@byteos/forge-pages/components/commit-page";
import type { Metadata } from "next";
import { loadCommitPage } from "../../../../../../../features/repository/loaders.ts";

type Props = PageProps<"/forge/[org]/[name]/commits/[commit]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { commit, name } = await params;
  return { title: `${commit.slice(0, 8)} in ${decodeURIComponent(name)}` };
}

export default async function RepositoryCommitPage({ params, searchParams }: Props) {
  return <CommitPage view={await loadCommitPage(await params, await searchParams)} />;
}
