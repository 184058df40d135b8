import { PlayerPage } from "../../../../features/player/components/player-page.tsx";
import { loadPlayerPage } from "../../../../features/player/loaders.ts";

interface ModulePageProps {
  params: Promise<{ courseId: string; moduleId: string }>;
}

export default async function ModulePage({ params }: ModulePageProps) {
  const { view } = await loadPlayerPage(await params);
  return (
    <>
      <title>{`${view.module.title} · ByteOS Learn`}</title>
      <PlayerPage view={view} />
    </>
  );
}
