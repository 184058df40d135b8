/** Words that carry grammar rather than subject matter. */
const grammar = new Set(
  (
    "a an the this that these those my your his her its our their whose which what who whom i you he she it we they me him us them " +
    "myself yourself itself ourselves themselves one ones someone anyone everyone somebody anybody everybody nobody something anything everything nothing none each every either neither both all any some few many much more most less least several other others another such same own " +
    "is are was were be been being am do does did doing done have has had having will would shall should can could may might must ought need needs let lets " +
    "not no nor never and or but if then else than so because since while when where why how whether although though unless until as at by for from in into of off on onto out over per to toward towards under up upon via with within without about above across after again against along among around before behind below beneath beside besides between beyond down during except inside near outside through throughout toward " +
    "there here now just only also very too quite rather even still yet already always often sometimes usually ever once twice perhaps maybe instead otherwise however therefore thus hence moreover furthermore additionally " +
    "ll ve re s t d m don doesn didn isn aren wasn weren won wouldn couldn shouldn can't cannot let's that's it's there's"
  ).split(" "),
);

/** Everyday words too plain to be asked for, however often a text uses them. */
const everyday = new Set(
  (
    "thing things way ways time times lot lots kind kinds sort sorts case cases example examples part parts point points place places number numbers people person someone day days week weeks year years month months hour hours minute minutes " +
    "make makes made making get gets got getting go goes went going come comes came take takes took taking give gives gave given use uses used using work works worked working want wants wanted like likes look looks looking see sees saw seen know knows known think thinks say says said tell tells told ask asks asked find finds found show shows shown try tries tried put puts keep keeps kept help helps helped start starts started end ends ended begin begins happen happens happened seem seems mean means feel become becomes leave leaves turn turns call calls called " +
    "good better best bad worse worst great big small large long short high low new old first last next second third right left different similar easy hard simple important possible able likely clear sure true false real full whole main common general particular certain specific various enough entire " +
    "bit sense idea ideas reason reasons question questions answer answers result results problem problems issue issues fact facts detail details information something order line lines name names word words list lists section sections chapter chapters page pages figure table text following above below previous earlier later today two three four five six seven eight nine ten half " +
    "well back away together actually really simply probably generally usually basically especially quickly easily fairly easily clearly currently directly exactly finally immediately likely mostly"
  ).split(" "),
);

export const isGrammarWord = (word: string) => grammar.has(word.toLowerCase());
export const isEverydayWord = (word: string) => everyday.has(word.toLowerCase());

export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** A light English stem, enough to see that "commits", "committed" and "commit" are one word. */
export function stemWord(word: string): string {
  const known = stemByWord.get(word);
  if (known !== undefined) return known;
  if (stemByWord.size >= mostStemsKept) stemByWord.clear();
  const stem = computeStem(word);
  stemByWord.set(word, stem);
  return stem;
}

/** A document says the same few thousand words again and again. */
const stemByWord = new Map<string, string>();
const mostStemsKept = 20_000;

function computeStem(word: string): string {
  let stem = word.toLowerCase().replace(/['’]s$/u, "");
  if (stem.length <= 3) return stem;
  stem = stem
    .replace(/ies$/, "y")
    .replace(/(ss|x|ch|sh)es$/, "$1")
    .replace(/([^su])s$/, "$1");
  if (stem.length > 5) stem = stem.replace(/(?:ing|edly|ed|er|ers|ly|ment|ation|ations|able)$/, "");
  stem = stem.replace(/([bdfgklmnprt])\1$/, "$1");
  return stem.length > 3 ? stem.replace(/e$/, "") : stem;
}

/** Stems of the words that carry meaning. */
export function contentStems(text: string): ReadonlySet<string> {
  const known = stemsByText.get(text);
  if (known !== undefined) return known;
  if (stemsByText.size >= mostTextsKept) stemsByText.clear();
  const stems = new Set(
    wordsOf(text)
      .filter((word) => !isGrammarWord(word))
      .map(stemWord),
  );
  stemsByText.set(text, stems);
  return stems;
}

/** Every term and definition of a course is compared with every other. */
const stemsByText = new Map<string, ReadonlySet<string>>();
const mostTextsKept = 4_000;

export function shareStem(a: string, b: string): boolean {
  const stems = contentStems(a);
  for (const stem of contentStems(b)) if (stems.has(stem)) return true;
  return false;
}

const englishMarkers = new Set(
  "the of and to in is that for it with as are be this on you by not or".split(" "),
);

/** Whether the text reads as English: one word in nine or more is among its twenty commonest. */
export function isEnglish(text: string, declared?: string): boolean {
  const words = wordsOf(text.slice(0, 20_000));
  if (words.length < 40) return declared === undefined || /^en\b/i.test(declared);
  return (
    words.filter((word) => englishMarkers.has(word.toLowerCase())).length / words.length > 0.11
  );
}
