import { repositoryTopic, RepositoryId } from "@byteos/contracts/repository";
import { loadRepository } from "@byteos/usecases/forge/load-repository";
import { streamChannel } from "@byteos/web/channel-stream";
import { apiRoute } from "../../../../../lib/api-route.ts";
import { supabaseOfRequest } from "../../../../../lib/supabase.ts";

export const dynamic = "force-dynamic";
/** Seconds that a function may take where the platform asks; the stream ends before. */
export const maxDuration = 300;

export const GET = apiRoute("repository.live", async ({ ctx, params, request }) => {
  const { repository } = await loadRepository({
    ctx,
    input: { repositoryId: params["repositoryId"] },
  });
  return streamChannel({
    client: await supabaseOfRequest(),
    topic: repositoryTopic(RepositoryId.parse(repository.id)),
    event: "activity",
    signal: request.signal,
  });
});
