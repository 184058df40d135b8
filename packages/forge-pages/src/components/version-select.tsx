"use client";

import { Select } from "@byteos/ui/primitives/select";
import GitBranch from "lucide-react/icons/git-branch";
import Tag from "lucide-react/icons/tag";
import { useRouter } from "next/navigation";
import { fileHref, type RepositoryAddress } from "../addresses.ts";

export interface VersionSelectProps {
  address: RepositoryAddress;
  /** Names of branches and tags, as `branches/main`. */
  refs: readonly string[];
  at: string;
  path: string;
}

/** Which branch, tag or version is being looked at. */
export function VersionSelect({ address, refs, at, path }: VersionSelectProps) {
  const router = useRouter();
  const known = refs.find((ref) => ref === at || ref.slice(ref.indexOf("/") + 1) === at);
  const options = refs.map((ref) => ({
    value: ref,
    label: ref.slice(ref.indexOf("/") + 1),
    icon: ref.startsWith("tags/") ? <Tag aria-hidden /> : <GitBranch aria-hidden />,
  }));
  return (
    <Select
      aria-label="Branch or tag"
      value={known ?? at}
      onValueChange={(ref) => router.push(fileHref(address, { at: ref, path }))}
      options={known === undefined ? [{ value: at, label: at.slice(0, 10) }, ...options] : options}
    />
  );
}
