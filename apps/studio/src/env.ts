import { MailEnv, ModelEnv } from "@byteos/integrations/env";
import { readOnce, WebEnv } from "@byteos/web/env";

/** Read on the first request. Throws a list of what is missing. */
export const env = readOnce(
  "Studio",
  WebEnv.extend(MailEnv.shape).extend(ModelEnv.shape),
  () => process.env,
);
