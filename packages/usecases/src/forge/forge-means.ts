import type { PackFiles } from "@byteos/integrations/forge/pack-files";

/** What use cases need that read or keep the content of repositories. */
export interface ForgeMeans {
  readonly files: PackFiles;
}
