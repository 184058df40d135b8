import { Repositories } from "@byteos/forge-pages/components/repositories";
import type { Metadata } from "next";
import { loadRepositoriesPage } from "../../../features/repository/loaders.ts";

export const metadata: Metadata = { title: "Repositories" };

export default async function RepositoriesPage({ searchParams }: PageProps<"/forge">) {
  return <Repositories view={await loadRepositoriesPage(await searchParams)} />;
}
