import type { Metadata } from "next";
import { Settings } from "../../../features/organisation/components/settings.tsx";
import { loadSettingsPage } from "../../../features/organisation/loaders.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  return <Settings view={await loadSettingsPage()} />;
}
