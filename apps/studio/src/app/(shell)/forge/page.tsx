import type { Metadata } from "next";
import { Repositories } from "../../../features/repository/components/repositories.tsx";
import { loadRepositoriesPage } from "../../../features/repository/loaders.ts";

export const metadata: Metadata = { title: "Forge" };

export default async function RepositoriesPage({ searchParams }: PageProps<"/forge">) {
  return <Repositories view={await loadRepositoriesPage(await searchParams)} />;
}
