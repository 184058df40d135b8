import { loadSkills } from "@byteos/usecases/learner/load-skills";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.loadProfile, ({ ctx }) => loadSkills({ ctx }));
