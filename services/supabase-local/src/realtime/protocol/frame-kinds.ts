/** The first byte of a binary frame: three kinds of Phoenix, and two that Supabase added for broadcasts. */
export const frameKinds = {
  push: 0,
  reply: 1,
  broadcast: 2,
  userBroadcastPush: 3,
  userBroadcast: 4,
} as const;
