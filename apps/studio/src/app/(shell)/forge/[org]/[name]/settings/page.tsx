import type { Metadata } from "next";
import { SettingsPage } from "../../../../../../features/repository/components/settings-page.tsx";
import { loadSettingsPage } from "../../../../../../features/repository/loaders.ts";

type Props = PageProps<"/forge/[org]/[name]/settings">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Settings of ${decodeURIComponent((await params).name)}` };
}

export default async function RepositorySettingsPage({ params }: Props) {
  return <SettingsPage view={await loadSettingsPage(await params)} />;
}
