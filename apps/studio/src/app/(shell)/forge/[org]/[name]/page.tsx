import type { Metadata } from "next";
import { EmptyRepository } from "../../../../../features/repository/components/empty-repository.tsx";
import { FilesPage } from "../../../../../features/repository/components/files-page.tsx";
import { RepositoryFrame } from "../../../../../features/repository/components/repository-frame.tsx";
import { loadFilesPage } from "../../../../../features/repository/loaders.ts";

type Props = PageProps<"/forge/[org]/[name]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, name } = await params;
  return { title: `${decodeURIComponent(org)} / ${decodeURIComponent(name)}` };
}

export default async function RepositoryFilesPage({ params, searchParams }: Props) {
  const view = await loadFilesPage(await params, await searchParams);
  if (!("empty" in view)) return <FilesPage view={view} />;
  return (
    <RepositoryFrame view={view.empty} tab="files">
      <EmptyRepository address={view.empty.address} />
    </RepositoryFrame>
  );
}
