"use client";

import * as Radix from "radix-ui/collapsible";

/** For a trigger and a part that are not neighbours; otherwise `AccordionItem` needs no script. */
export const Collapsible = Radix.Root;
export const CollapsibleTrigger = Radix.Trigger;
export const CollapsibleContent = Radix.Content;
