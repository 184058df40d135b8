import type { Metadata } from "next";
import { AccountPage } from "../../../features/account/components/account-page.tsx";
import { loadAccountPage } from "../../../features/account/loaders.ts";

export const metadata: Metadata = { title: "Your account" };

export default async function Page() {
  return <AccountPage account={await loadAccountPage()} />;
}
