import type { Metadata } from "next";
import { ActivityPage } from "../../../../../../features/repository/components/activity-page.tsx";
import { loadActivityPage } from "../../../../../../features/repository/loaders.ts";

type Props = PageProps<"/forge/[org]/[name]/activity">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Activity of ${decodeURIComponent((await params).name)}` };
}

export default async function RepositoryActivityPage({ params, searchParams }: Props) {
  return <ActivityPage view={await loadActivityPage(await params, await searchParams)} />;
}
