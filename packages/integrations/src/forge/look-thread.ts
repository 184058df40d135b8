import { serveTasks } from "../threads/serve-tasks.ts";
import { look, type LookTask } from "./look-tasks.ts";

// safe because look-inside.ts alone starts this thread, with exactly these
serveTasks((task, files) => look(task as LookTask, files));
