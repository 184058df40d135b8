import { Client } from "pg";
import { startTestInstance, type TestInstance } from "./running-instance.ts";

const config = `
[storage]
file_size_limit = "2MiB"
`;
/** Everyone signed in has a folder of their own in "homes"; anyone may drop into "inbox", nobody may read it. */
const policies = `
  insert into storage.buckets (id, name, public) values ('homes', 'homes', false), ('inbox', 'inbox', false);
  create policy homes on storage.objects for all to authenticated
    using (bucket_id = 'homes' and (storage.foldername(name))[1] = auth.uid()::text)
    with check (bucket_id = 'homes' and (storage.foldername(name))[1] = auth.uid()::text);
  create policy inbox on storage.objects for insert to anon, authenticated with check (bucket_id = 'inbox');
`;

export async function startWithBuckets(): Promise<TestInstance> {
  const instance = await startTestInstance(config);
  const database = new Client({ connectionString: instance.adminDatabaseUrl });
  await database.connect();
  await database.query(policies);
  await database.end();
  return instance;
}
