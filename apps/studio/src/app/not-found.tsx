import { MissingPage } from "../features/shell/components/missing-page.tsx";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <MissingPage />
    </main>
  );
}
