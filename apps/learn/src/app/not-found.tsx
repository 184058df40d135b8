import { MissingPage } from "../lib/missing-page.tsx";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <MissingPage />
    </main>
  );
}
