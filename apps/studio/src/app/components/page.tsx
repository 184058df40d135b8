import { ShowcasePage } from "@byteos/ui/showcase/showcase-page";
import type { Metadata } from "next";

export const metadata: Metadata = { title: "Components" };

/** Every shared part with its states, for whoever builds with them. Holds no data and needs no account. */
export default function ComponentsPage() {
  return <ShowcasePage />;
}
