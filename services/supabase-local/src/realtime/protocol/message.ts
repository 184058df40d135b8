import { z } from "zod";

/** How a socket writes its frames: 1.0.0 as JSON objects, 2.0.0 as JSON arrays and binary frames. */
export const ProtocolVersion = z.enum(["1.0.0", "2.0.0"]);
export type ProtocolVersion = z.infer<typeof ProtocolVersion>;

/** A broadcast as its sender wrote it. The bytes are handed on without being looked into. */
export interface UserBroadcast {
  kind: "broadcast";
  event: string;
  isJson: boolean;
  bytes: Buffer;
  metadata: Record<string, unknown>;
}

/** Bytes pushed in place of a JSON payload. */
export interface BytesPayload {
  kind: "bytes";
  bytes: Buffer;
}

export interface JsonPayload {
  kind: "json";
  value: Record<string, unknown>;
}

export type Payload = JsonPayload | BytesPayload | UserBroadcast;

export interface Message {
  /** The push that joined the channel; null outside of channels. */
  joinRef: string | null;
  /** Names a push, and its reply. */
  ref: string | null;
  topic: string;
  event: string;
  payload: Payload;
}

/** A frame that does not follow the protocol; its sender is disconnected. */
export class MalformedFrame extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MalformedFrame";
  }
}
