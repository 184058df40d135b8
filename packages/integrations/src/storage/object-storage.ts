/** A file in a bucket; the first segment of its path is the organisation's id. */
export interface ObjectRef {
  readonly bucket: "media" | "documents";
  readonly path: string;
}

export interface StoredObject {
  readonly byteSize: number;
  readonly mediaType: string;
}

/** Files, above every policy: the caller has checked who may. Throws AppError with a code `storage.*`. */
export interface ObjectStorage {
  /** Writes over what is there. */
  put(ref: ObjectRef, bytes: Uint8Array, mediaType: string): Promise<void>;
  get(ref: ObjectRef): Promise<Uint8Array>;
  /** Streams to a local file; `limit`/`storage.too-large` beyond `maxBytes`. Returns the bytes written. */
  download(
    ref: ObjectRef,
    filePath: string,
    options: { readonly maxBytes: number; readonly signal?: AbortSignal | undefined },
  ): Promise<number>;
  find(ref: ObjectRef): Promise<StoredObject | null>;
  /** Removing what is not there is nothing. */
  remove(refs: readonly ObjectRef[]): Promise<void>;
  /** Removes every file below a folder. */
  removeFolder(folder: ObjectRef): Promise<void>;
  /** An address that shows the file to anyone who has it, for `expiresInSecs`. */
  signedUrl(ref: ObjectRef, expiresInSecs: number): Promise<string>;
  /** An address that takes one upload by PUT, for two hours. It does not write over what is there. */
  signedUploadUrl(ref: ObjectRef): Promise<string>;
}
