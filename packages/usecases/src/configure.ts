import { closeDatabase, configureDatabase, type DatabaseOptions } from "@byteos/db/client";

export interface UseCaseOptions {
  readonly database: DatabaseOptions;
}

/** Called once where a process starts, before its first use case. Calling it again with the same is nothing. */
export function configureUseCases(options: UseCaseOptions): void {
  configureDatabase(options.database);
}

/** Lets go of every connection, for a process that ends. */
export function closeUseCases(): Promise<void> {
  return closeDatabase();
}
