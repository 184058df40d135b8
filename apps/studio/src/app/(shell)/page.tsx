import type { Metadata } from "next";
import { Home } from "../../features/home/components/home.tsx";
import { loadHomePage } from "../../features/home/loaders.ts";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage() {
  return <Home view={await loadHomePage()} />;
}
