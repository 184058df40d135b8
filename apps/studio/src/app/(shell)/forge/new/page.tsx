import type { Metadata } from "next";
import { NewRepository } from "../../../../features/repository/components/new-repository.tsx";
import { loadNewRepositoryPage } from "../../../../features/repository/loaders.ts";

export const metadata: Metadata = { title: "New repository" };

export default async function NewRepositoryPage() {
  await loadNewRepositoryPage();
  return <NewRepository />;
}
