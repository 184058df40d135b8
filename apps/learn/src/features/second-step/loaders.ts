import { secondStep } from "../../lib/second-step.ts";

export const { load: loadSecondStep, requireOwed: requireSecondStepOwed } = secondStep;
