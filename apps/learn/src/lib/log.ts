import { createLog } from "@byteos/web/log";

export const log = createLog("learn");
