import type { Metadata } from "next";
import { People } from "../../../features/people/components/people.tsx";
import { loadPeoplePage } from "../../../features/people/loaders.ts";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({ searchParams }: PageProps<"/people">) {
  return <People view={await loadPeoplePage(await searchParams)} />;
}
