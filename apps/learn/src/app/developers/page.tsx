import type { Metadata } from "next";
import { env } from "../../env.ts";
import { ApiPage } from "../../features/api/components/api-page.tsx";
import { PublicFrame } from "../../lib/public-frame.tsx";

export const metadata: Metadata = { title: { absolute: "The API of Learn · ByteOS" } };
export const dynamic = "force-dynamic";

export default function DevelopersPage() {
  return (
    <PublicFrame homeHref="/developers" name="Developers" skipLabel="Skip to the API">
      <ApiPage serverUrl={env().LEARN_URL} />
    </PublicFrame>
  );
}
