"use client";

import { cn } from "@byteos/ui/logic/cn";
import { Badge } from "@byteos/ui/primitives/badge";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@byteos/ui/primitives/tabs";
import dynamic from "next/dynamic";
import { isPanelTab } from "../state/editor-store.ts";
import { BlockPanel } from "./block-panel.tsx";
import { ChecksPanel, useModuleChecks } from "./checks-panel.tsx";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";
import { SourcesPanel } from "./sources-panel.tsx";

// Its fields and menus come when somebody turns to them.
const StudyAidsPanel = dynamic(() =>
  import("./study-aids-panel.tsx").then((part) => part.StudyAidsPanel),
);

/** Beside the document: where the block comes from, what it is, what learners get beside the text, what blocks publishing. */
export function SidePanel({ className }: { className?: string }) {
  const editor = useCourseEditor();
  const panel = useEditorState((state) => state.panel);
  const { problems } = useModuleChecks();
  return (
    <aside id="panel" aria-label="Sources, study aids and checks" className={className}>
      <Tabs
        value={panel}
        onValueChange={(value) => {
          if (isPanelTab(value)) editor.store.setState({ panel: value });
        }}
      >
        <TabsList className={cn("bg-bg z-sticky min-h-11 px-5 md:sticky md:top-0 max-md:px-4")}>
          <TabsTrigger value="sources">Sources</TabsTrigger>
          <TabsTrigger value="aids">Study aids</TabsTrigger>
          <TabsTrigger value="checks">
            Checks
            {problems.length > 0 ? <Badge tone="warning">{problems.length}</Badge> : null}
          </TabsTrigger>
          <TabsTrigger value="block">Block</TabsTrigger>
        </TabsList>
        <TabsContent value="sources" className="pt-0!">
          <SourcesPanel />
        </TabsContent>
        <TabsContent value="aids" className="pt-0!">
          <StudyAidsPanel />
        </TabsContent>
        <TabsContent value="checks" className="pt-0!">
          <ChecksPanel />
        </TabsContent>
        <TabsContent value="block" className="pt-0!">
          <BlockPanel />
        </TabsContent>
      </Tabs>
    </aside>
  );
}
