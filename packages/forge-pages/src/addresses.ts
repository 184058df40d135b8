/** The two words of a repository's address. */
export interface RepositoryAddress {
  readonly org: string;
  readonly name: string;
}

function query(parts: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parts).filter((part): part is [string, string] => Boolean(part[1]));
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}

export function repositoryHref({ org, name }: RepositoryAddress, rest = ""): string {
  return `/forge/${encodeURIComponent(org)}/${encodeURIComponent(name)}${rest}`;
}

/** A file or folder of a version; the default branch when no version is named. */
export function fileHref(
  address: RepositoryAddress,
  place: { readonly at?: string | undefined; readonly path?: string | undefined },
): string {
  return repositoryHref(address, query({ at: place.at, path: place.path }));
}

export function commitHref(address: RepositoryAddress, commit: string): string {
  return repositoryHref(address, `/commits/${commit}`);
}

export function commitsHref(address: RepositoryAddress, at?: string, skip = 0): string {
  return repositoryHref(
    address,
    `/commits${query({ at, skip: skip === 0 ? undefined : String(skip) })}`,
  );
}

export function activityHref(address: RepositoryAddress, before?: string): string {
  return repositoryHref(address, `/activity${query({ before })}`);
}

/** Says when something happens in a repository. */
export function liveHref(repositoryId: string): string {
  return `/api/repositories/${repositoryId}/live`;
}

export function searchHref(address: RepositoryAddress, at?: string): string {
  return repositoryHref(address, `/search${query({ at })}`);
}

/** The bytes of a file, by range. */
export function rawHref(repositoryId: string, at: string, path: string): string {
  return `/api/repositories/${repositoryId}/raw${query({ at, path })}`;
}

export function rowsHref(repositoryId: string, at: string, path: string, cursor: number): string {
  return `/api/repositories/${repositoryId}/rows${query({ at, path, cursor: String(cursor) })}`;
}
