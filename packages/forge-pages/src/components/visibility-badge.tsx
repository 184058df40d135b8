import type { Visibility } from "@byteos/contracts/repository";
import { Badge } from "@byteos/ui/primitives/badge";
import Building2 from "lucide-react/icons/building-2";
import Globe from "lucide-react/icons/globe";
import Lock from "lucide-react/icons/lock";
import { visibilityNames } from "../visibility-words.ts";

const icons = { private: Lock, organisation: Building2, public: Globe } as const;

export function VisibilityBadge({ visibility }: { visibility: Visibility }) {
  const Icon = icons[visibility];
  return (
    <Badge>
      <Icon aria-hidden />
      {visibilityNames[visibility]}
    </Badge>
  );
}
