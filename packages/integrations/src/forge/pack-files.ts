/** Where a client puts one pack: by tus, in parts, with a token that is good for that pack alone. */
export interface PackUpload {
  readonly url: string;
  readonly token: string;
  readonly bucket: string;
  readonly path: string;
}

/** The files of packs in the service's storage, above every policy: the caller has checked who may. */
export interface PackFiles {
  /** Exactly these bytes; `forge.missing-pack` when the file is not there. */
  read(path: string, start: number, end: number): Promise<Uint8Array>;
  /** Writes over what is there. */
  put(path: string, bytes: Uint8Array): Promise<void>;
  /** Null when the file is not there. */
  findSize(path: string): Promise<number | null>;
  /** Removing what is not there is nothing. */
  remove(paths: readonly string[]): Promise<void>;
  /** Addresses that show the files to anyone who has them, in the order asked for. */
  signedUrls(paths: readonly string[], expiresInSecs: number): Promise<readonly string[]>;
  /** Takes one upload, for two hours. */
  signedUpload(path: string): Promise<PackUpload>;
}

export const packBucket = "packs";

export function packPath(orgId: string, name: string): string {
  return `${orgId}/${name}.pack`;
}
