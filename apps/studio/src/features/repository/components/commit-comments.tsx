import type { CommitView } from "../loaders.ts";
import { ActivityList } from "./activity-list.tsx";
import { CommentForm } from "./comment-form.tsx";

/** What was said of a version, and a place to say more. */
export function CommitComments({ view }: { view: CommitView }) {
  const { repository, address, page, comments, clock } = view;
  const { name } = page.commit;
  return (
    <section className="grid max-w-180 gap-5">
      <h3 className="text-sm font-semibold">Comments</h3>
      {comments.events.length === 0 ? null : (
        <ActivityList
          repositoryId={repository.id}
          address={address}
          at={name}
          events={comments.events}
          clock={clock}
        />
      )}
      <CommentForm repositoryId={repository.id} commit={name} />
    </section>
  );
}
