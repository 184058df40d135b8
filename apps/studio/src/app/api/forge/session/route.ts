import { loadTokenAccount } from "@byteos/usecases/token/load-token-account";
import { revokeOwnToken } from "@byteos/usecases/token/manage-tokens";
import { apiRoute } from "../../../../lib/api-route.ts";

export const GET = apiRoute("forge.session", ({ ctx }) => loadTokenAccount({ ctx }), {
  scope: "read",
});

/** For a program that signs out: its own token ends. */
export const DELETE = apiRoute(
  "forge.sign-out",
  ({ ctx, request }) => {
    const [, token = ""] = /^bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
    return revokeOwnToken({ ctx, input: { token } });
  },
  { scope: "read" },
);
