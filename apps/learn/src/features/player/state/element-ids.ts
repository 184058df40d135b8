/** The element at the end of every module. */
export const moduleEndId = "module-end";
/** The module's cards, wherever they stand. */
export const cardsElementId = "lesson-cards";
/** The map of the module, where it is studied with it. */
export const mapElementId = "lesson-map";
