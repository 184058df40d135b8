import type { MissingPicture } from "@byteos/courseware/publish/missing-pictures";
import { FormError } from "@byteos/ui/patterns/form-error";
import { Button } from "@byteos/ui/primitives/button";
import ImageOff from "lucide-react/icons/image-off";
import { useState } from "react";

/** Places whose pictures never came: go to one and give it a picture, or take all of them out. */
export function MissingPictures({
  places,
  onShow,
  onRemove,
}: {
  places: readonly MissingPicture[];
  onShow: (place: MissingPicture) => void;
  /** Takes them out and saves; a message when it could not be. */
  onRemove: () => Promise<string | null>;
}) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const remove = async (): Promise<void> => {
    setIsBusy(true);
    setError(await onRemove());
    setIsBusy(false);
  };
  return (
    <section aria-label="Missing pictures">
      <h3 className="text-sm font-semibold">Missing pictures</h3>
      <p className="text-muted mt-1 text-pretty">
        Their files did not come with the document. Choose one to give it a picture, or take the
        places out; the text around them stays.
      </p>
      <ul className="mt-2 max-h-64 overflow-y-auto px-2">
        {places.map((place) => (
          <li key={place.blockId} className="border-line not-last:border-b">
            <button
              type="button"
              onClick={() => onShow(place)}
              className="rounded-control hover:bg-surface-2 -mx-2 flex w-[calc(100%+1rem)] items-start gap-2.5 px-2 py-2.5 text-start"
            >
              <ImageOff aria-hidden className="text-muted mt-0.5" />
              <span className="min-w-0 flex-1">
                <span className="line-clamp-2">
                  {place.words === "" ? "A picture without words" : place.words}
                </span>
                <span className="text-muted block text-xs">{place.moduleTitle}</span>
              </span>
              <span className="text-primary shrink-0 text-xs font-medium">Show</span>
            </button>
          </li>
        ))}
      </ul>
      <FormError className="mt-3">{error}</FormError>
      <Button className="mt-3" busy={isBusy} onClick={() => void remove()}>
        {places.length === 1 ? "Take it out" : `Take all ${places.length} out`}
      </Button>
    </section>
  );
}
