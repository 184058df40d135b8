import type { Victim } from "./two-tenants.ts";

export interface PlatformAttempt {
  /** Of auth, storage, realtime or functions, below the address of the platform. */
  path: string;
  method: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Answers everyone with success, about what is theirs or about nothing. */
  isOpen?: boolean;
  /** Refused so without a secret that this stack has no reason to have. */
  isUnset?: boolean;
}

/** Everything of the platform that takes an id, asked for the first tenant's. `factorId` is its learner's. */
export function listPlatformAttempts(victim: Victim, factorId: string): PlatformAttempt[] {
  return [
    ...listAuth(victim, factorId),
    ...listStorage(victim),
    ...listRealtime(victim),
    ...listFunctions(victim),
  ];
}

const ask = (method: string, path: string, body?: unknown): PlatformAttempt => ({
  method,
  path,
  ...(body === undefined ? {} : { body }),
});

function listAuth({ learner }: Victim, factorId: string): PlatformAttempt[] {
  const { userId, email } = learner;
  const user = `auth/v1/admin/users/${userId}`;
  const factor = `auth/v1/factors/${factorId}`;
  const taken = { email: "taken@example.org", password: "a password of mine" };
  return [
    ask("GET", "auth/v1/admin/users"),
    ask("POST", "auth/v1/admin/users", { ...taken, email_confirm: true }),
    ask("GET", user),
    ask("PUT", user, taken),
    ask("DELETE", user, {}),
    ask("GET", `${user}/factors`),
    ask("DELETE", `${user}/factors/${factorId}`),
    ask("GET", `${user}/passkeys`),
    ask("POST", "auth/v1/admin/generate_link", { type: "magiclink", email }),
    ask("POST", "auth/v1/invite", { email }),
    ask("POST", `${factor}/challenge`, {}),
    ask("POST", `${factor}/verify`, { challenge_id: factorId, code: "123456" }),
    ask("DELETE", factor),
    ask("DELETE", `auth/v1/user/identities/${userId}`),
    ask("PUT", "auth/v1/user", { email }),
    ask("POST", "auth/v1/verify", { type: "email", email, token: "123456" }),
    ask("POST", "auth/v1/token?grant_type=password", { email, password: "guessed" }),
    ask("POST", "auth/v1/token?grant_type=refresh_token", { refresh_token: userId }),
    ask("POST", "auth/v1/token?grant_type=pkce", { auth_code: userId, code_verifier: userId }),
  ];
}

function listStorage({ orgId, path }: Victim): PlatformAttempt[] {
  const planted = `${orgId}/planted.png`;
  const object = `storage/v1/object`;
  const png = { "content-type": "image/png" };
  const tusMetadata = (bucket: string) =>
    Object.entries({ bucketName: bucket, objectName: planted, contentType: "image/png" })
      .map(([name, value]) => `${name} ${Buffer.from(value).toString("base64")}`)
      .join(",");
  return [
    ...["", "/authenticated", "/public", "/info", "/info/authenticated", "/sign"].map((room) =>
      ask("GET", `${object}${room}/media/${path}`),
    ),
    ask("GET", `storage/v1/render/image/authenticated/media/${path}`),
    ask("POST", `${object}/sign/media/${path}`, { expiresIn: 60 }),
    { ...ask("POST", `${object}/sign/media`, { expiresIn: 60, paths: [path] }), isOpen: true },
    ...["media", "documents"].flatMap((bucket) => [
      { ...ask("POST", `${object}/list/${bucket}`, { prefix: orgId }), isOpen: true },
      { ...ask("POST", `${object}/list-v2/${bucket}`, { prefix: "" }), isOpen: true },
      { ...ask("POST", `${object}/${bucket}/${planted}`, "planted"), headers: png },
      { ...ask("PUT", `${object}/${bucket}/${planted}`, "planted"), headers: png },
      ask("POST", `${object}/upload/sign/${bucket}/${planted}`, {}),
      {
        ...ask("POST", "storage/v1/upload/resumable"),
        headers: {
          "tus-resumable": "1.0.0",
          "upload-length": "7",
          "upload-metadata": tusMetadata(bucket),
        },
      },
    ]),
    {
      ...ask("POST", `${object}/media/${path}`, "overwritten"),
      headers: { ...png, "x-upsert": "true" },
    },
    { ...ask("PUT", `${object}/media/${path}`, "overwritten"), headers: png },
    ask("POST", `${object}/copy`, {
      bucketId: "media",
      sourceKey: path,
      destinationKey: planted,
    }),
    ask("POST", `${object}/move`, {
      bucketId: "media",
      sourceKey: path,
      destinationKey: planted,
    }),
    { ...ask("DELETE", `${object}/media`, { prefixes: [path] }), isOpen: true },
    ask("DELETE", `${object}/media/${path}`),
    { ...ask("GET", "storage/v1/bucket"), isOpen: true },
    ask("GET", "storage/v1/bucket/media"),
    ask("PUT", "storage/v1/bucket/media", { public: true }),
    ask("POST", "storage/v1/bucket/media/empty", {}),
    ask("DELETE", "storage/v1/bucket/media", {}),
    ask("DELETE", `storage/v1/cdn/media/${path}`),
  ];
}

// Who may not write to a private topic is told no more than that the broadcast was taken.
function listRealtime({ orgId }: Victim): PlatformAttempt[] {
  const topic = `organisation:${orgId}`;
  const message = { topic, event: "planted", payload: {}, private: true };
  return [
    { ...ask("POST", "realtime/v1/api/broadcast", { messages: [message] }), isOpen: true },
    {
      ...ask("POST", `realtime/v1/api/broadcast/${topic}/events/planted?private=true`, {}),
      isOpen: true,
    },
  ];
}

function listFunctions({ courseId }: Victim): PlatformAttempt[] {
  const event = {
    clientId: crypto.randomUUID(),
    type: "course_open",
    courseId,
    moduleId: null,
    blockId: null,
    modality: null,
    durationSecs: 3,
    occurredAt: new Date().toISOString(),
  };
  return [
    { ...ask("POST", "functions/v1/ingest-events", { events: [event] }), isOpen: true },
    {
      ...ask("POST", "functions/v1/render-hook", { renderId: courseId, status: "succeeded" }),
      isUnset: true,
    },
  ];
}
