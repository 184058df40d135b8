import type { Metadata } from "next";
import { TokensPage } from "../../../../features/tokens/components/tokens-page.tsx";
import { loadTokensPage } from "../../../../features/tokens/loaders.ts";

export const metadata: Metadata = { title: "Access tokens" };

export default async function AccessTokensPage() {
  return <TokensPage view={await loadTokensPage()} />;
}
