import { renderBrandCss } from "@byteos/ui/logic/brand-color";

/** An organisation's own primary colour, moved where it could not be read. The colour was parsed when stored. */
export function BrandStyle({ color }: { color: string | null }) {
  return color === null ? null : <style>{renderBrandCss(color)}</style>;
}
