"use client";

import { Button } from "@byteos/ui/primitives/button";
import Printer from "lucide-react/icons/printer";

export function PrintButton() {
  return (
    <Button onClick={() => window.print()} className="icon-16">
      <Printer aria-hidden />
      Print
    </Button>
  );
}
